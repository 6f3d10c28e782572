package io.slipway.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.slipway.contract.FailureType;
import io.slipway.domain.Delivery;
import io.slipway.domain.Revision;
import io.slipway.domain.Source;
import io.slipway.testbench.GitRepository;
import io.slipway.testbench.Launch;
import io.slipway.testbench.Program;
import io.slipway.testbench.TemporaryFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Commits that real git and ssh-keygen have signed, or have not. */
final class SignatureTest {
  private final TemporaryFolder folder = new TemporaryFolder("signature");
  private final GitRepository repository = GitRepository.create(folder.path().resolve("app.git"));
  private final Keyring keyring = new Keyring(folder.path().resolve("keyring"));
  private final Keyring hers = new Keyring(folder.path().resolve("hers"));
  private final Path signers = folder.path().resolve("signers");

  @BeforeEach
  void ana() throws IOException {
    Files.writeString(signers, "ana@example.com " + key("ana"));
  }

  @AfterEach
  void close() {
    hers.close();
    repository.close();
    folder.close();
  }

  private String key(String name) throws IOException {
    Path file = folder.path().resolve(name);
    var unused =
        Program.run(
            Launch.of("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", file.toString()),
            Duration.ofSeconds(30));
    return Files.readString(folder.path().resolve(name + ".pub"));
  }

  private String signed(String name) {
    var unused =
        repository.git(withSsh(name, "commit", "-q", "-S", "--allow-empty", "-m", "signed by it"));
    repository.publish();
    return repository.resolve("HEAD");
  }

  private String[] withSsh(String name, String... command) {
    List<String> words = new ArrayList<>(List.of("-c", "gpg.format=ssh"));
    words.addAll(List.of("-c", "user.signingKey=" + folder.path().resolve(name)));
    words.addAll(List.of(command));
    return words.toArray(String[]::new);
  }

  private String signedBy(Keyring keyring) throws IOException {
    var unused =
        repository.git(
            "-c",
            "gpg.program=" + keyring.program(),
            "-c",
            "user.signingKey=ana@example.com",
            "commit",
            "-q",
            "-S",
            "--allow-empty",
            "-m",
            "signed by it");
    repository.publish();
    return repository.resolve("HEAD");
  }

  /** The commit with another message under the same signature. */
  private String forged(String commit) throws IOException {
    String body = repository.git("cat-file", "commit", commit).replace("signed by", "sighed by");
    Path file = folder.path().resolve("forged");
    Files.writeString(file, body + "\n");
    String forged = repository.git("hash-object", "-t", "commit", "-w", file.toString()).strip();
    var unused = repository.git("update-ref", "refs/heads/forged", forged);
    repository.publish();
    return forged;
  }

  private void verify(String commit) {
    new Repositories(folder.path().resolve("cache"), new CommitSigners(signers, keyring.home()))
        .verify(repository.path().toString(), Revision.of(commit), () -> {});
  }

  private SourceException refused(String commit) {
    SourceException e = assertThrows(SourceException.class, () -> verify(commit));
    assertEquals(FailureType.COMMIT_UNVERIFIED, e.type());
    assertFalse(e.type().passing());
    assertTrue(e.attempted().contains(commit), e.attempted());
    return e;
  }

  @Test
  void takes_a_commit_that_a_known_key_has_signed() {
    verify(signed("ana"));
  }

  @Test
  void refuses_one_that_nobody_has_signed() {
    SourceException e = refused(repository.commit("unsigned", Map.of("a", "b")));

    assertEquals("it carries no signature of SSH or GPG", e.reason());
  }

  @Test
  void refuses_a_stranger_and_names_the_key() throws IOException {
    String unused = key("eve");

    SourceException e = refused(signed("eve"));

    assertTrue(e.reason().contains("ED25519 key SHA256:"), e.reason());
    assertTrue(e.remedy().contains("signers"), e.remedy());
  }

  @Test
  void refuses_a_key_that_has_expired() throws IOException {
    Files.writeString(
        signers,
        Files.readString(signers)
            .replace("ana@example.com ", "ana@example.com valid-before=\"20200101\" "));

    SourceException unused = refused(signed("ana"));
  }

  @Test
  void refuses_a_commit_that_was_changed_below_its_signature() throws IOException {
    SourceException e = refused(forged(signed("ana")));

    assertFalse(e.reason().isEmpty());
  }

  @Test
  void says_when_the_worker_knows_no_signers() throws IOException {
    Files.delete(signers);

    assertTrue(refused(signed("ana")).reason().contains("cannot read its file of signers"));
  }

  @Test
  void takes_a_commit_that_a_key_of_the_keyring_has_signed() throws IOException {
    keyring.add(hers.key("ana@example.com"));

    verify(signedBy(hers));
  }

  @Test
  void refuses_a_key_that_the_keyring_does_not_have_and_names_it() throws IOException {
    var unused = hers.key("ana@example.com");

    SourceException e = refused(signedBy(hers));

    assertEquals(
        "it is signed by key %s, which the worker's GPG keyring does not have".formatted(hers.id()),
        e.reason());
    assertTrue(e.remedy().contains("SLIPWAY_COMMIT_GNUPGHOME"), e.remedy());
  }

  @Test
  void refuses_a_key_of_gpg_that_has_expired_even_for_what_it_signed_before() throws IOException {
    Keyring then = hers.at("20200101T120000");
    keyring.add(then.key("ana@example.com"));

    SourceException e = refused(signedBy(then));

    assertTrue(e.reason().startsWith("it is signed by ana@example.com (key "), e.reason());
    assertTrue(e.reason().endsWith("), whose key has expired"), e.reason());
  }

  @Test
  void refuses_a_key_of_gpg_that_is_revoked_even_for_what_it_signed_before() throws IOException {
    keyring.add(hers.key("ana@example.com"));
    String commit = signedBy(hers);
    verify(commit);
    keyring.add(hers.revocation());

    SourceException e = refused(commit);

    assertTrue(e.reason().endsWith("), whose key is revoked"), e.reason());
  }

  @Test
  void refuses_what_was_changed_below_a_signature_of_gpg() throws IOException {
    keyring.add(hers.key("ana@example.com"));
    String good = signedBy(hers);

    SourceException e = refused(forged(good));

    assertTrue(e.reason().contains("ana@example.com"), e.reason());
    assertTrue(e.reason().contains("was changed"), e.reason());
  }

  @Test
  void a_signed_tag_does_not_stand_for_the_commit_that_it_points_to() throws IOException {
    String commit = repository.commit("unsigned", Map.of("a", "b"));
    var unused = repository.git(withSsh("ana", "tag", "-s", "-m", "of ana", "v1"));
    repository.publish();

    SourceException e = refused(commit);

    assertEquals("it carries no signature of SSH or GPG", e.reason());
    assertTrue(e.remedy().contains("a signed tag does not stand for it"), e.remedy());
  }

  /** What a repository says about signers, in a file or as its settings, vouches for nobody. */
  @Test
  void a_repository_does_not_vouch_for_itself() throws IOException {
    String eve = "eve@example.com " + key("eve");
    var unsigned =
        repository.commit("mine", Map.of("allowed_signers", eve, ".slipway/signers", eve));
    String commit = signed("eve");
    assertFalse(unsigned.isEmpty());

    SourceException e = refused(commit);

    assertTrue(e.reason().contains("which none of the worker's signers has"), e.reason());
  }

  /**
   * A mirror brings refs/replace along, by which git would read another tree for the signed one.
   */
  @Test
  void what_is_packed_is_what_was_signed_and_not_what_a_ref_replaces_it_with() throws IOException {
    var theirs = repository.commit("evil", Map.of("file", "evil"));
    String evil = repository.git("rev-parse", theirs + "^{tree}").strip();
    var ours = repository.commit("good", Map.of("file", "good"));
    String good = repository.git("rev-parse", ours + "^{tree}").strip();
    String commit = signed("ana");
    repository.git("replace", good, evil);
    var unused = repository.git("push", "-q", "origin", "refs/replace/*:refs/replace/*");
    Repositories repositories =
        new Repositories(folder.path().resolve("cache"), new CommitSigners(signers, null));
    Source source =
        new Source(repository.path().toString(), Delivery.PUSH, null, false, true, null, null);

    repositories.verify(source.repository(), Revision.of(commit), () -> {});
    Archive archive =
        repositories.pack(source, Revision.of(commit), () -> {}).archives().getFirst();

    assertEquals(
        "good",
        Program.run(
            Launch.of("tar", "-xzOf", archive.file().toString(), "file"), Duration.ofSeconds(30)));
  }

  @Test
  void says_when_the_keyring_is_not_there() throws IOException {
    var unused = hers.key("ana@example.com");
    String commit = signedBy(hers);

    SourceException e =
        assertThrows(
            SourceException.class,
            () ->
                new Repositories(
                        folder.path().resolve("cache"),
                        new CommitSigners(null, folder.path().resolve("nowhere")))
                    .verify(repository.path().toString(), Revision.of(commit), () -> {}));

    assertTrue(e.reason().contains("cannot read its GPG home directory"), e.reason());
    assertTrue(e.remedy().contains("SLIPWAY_COMMIT_GNUPGHOME"), e.remedy());
  }
}
