package io.slipway.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.slipway.contract.FailureType;
import io.slipway.domain.Revision;
import io.slipway.testbench.GitRepository;
import io.slipway.testbench.Launch;
import io.slipway.testbench.Program;
import io.slipway.testbench.TemporaryFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Commits that real git and ssh-keygen have signed, or have not. */
final class SignatureTest {
  private final TemporaryFolder folder = new TemporaryFolder("signature");
  private final GitRepository repository = GitRepository.create(folder.path().resolve("app.git"));
  private final Path signers = folder.path().resolve("signers");

  @BeforeEach
  void ana() throws IOException {
    Files.writeString(signers, "ana@example.com " + key("ana"));
  }

  @AfterEach
  void close() {
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
        repository.git(
            "-c",
            "gpg.format=ssh",
            "-c",
            "user.signingKey=" + folder.path().resolve(name),
            "commit",
            "-q",
            "-S",
            "--allow-empty",
            "-m",
            "signed by " + name);
    repository.publish();
    return repository.resolve("HEAD");
  }

  private void verify(String commit) {
    new Repositories(folder.path().resolve("cache"), signers)
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

    assertEquals("it carries no signature", e.reason());
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
  void refuses_a_commit_that_was_changed_below_its_signature() {
    String good = signed("ana");
    String body = repository.git("cat-file", "commit", good).replace("signed by", "sighed by");
    Path file = folder.path().resolve("forged");
    try {
      Files.writeString(file, body + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String forged = repository.git("hash-object", "-t", "commit", "-w", file.toString()).strip();
    var unused = repository.git("update-ref", "refs/heads/forged", forged);
    repository.publish();

    SourceException e = refused(forged);
    assertFalse(e.reason().isEmpty());
  }

  @Test
  void says_when_the_worker_knows_no_signers() throws IOException {
    Files.delete(signers);

    assertTrue(refused(signed("ana")).reason().contains("cannot read its file of signers"));
  }
}
