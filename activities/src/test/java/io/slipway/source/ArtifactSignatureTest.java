package io.slipway.source;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.slipway.contract.FailureType;
import io.slipway.domain.Artifact;
import io.slipway.domain.Delivery;
import io.slipway.domain.Revision;
import io.slipway.domain.Signatures;
import io.slipway.domain.Signer;
import io.slipway.domain.Source;
import io.slipway.gate.Keys;
import io.slipway.shell.Pulse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Artifacts that must be signed, with signatures as {@code ssh-keygen} makes them. */
class ArtifactSignatureTest {
  private static final String[] AS_DOCUMENTED = {"-O", "hashalg=sha256", "-n", "slipway-artifact"};

  @TempDir static Path home;
  private static Keys keys;
  private static Path ci;
  private static Path stranger;

  @TempDir Path folder;

  private final BuildServer server = new BuildServer();
  private Artifacts artifacts;

  @BeforeAll
  static void makeKeys() {
    keys = new Keys(home);
    ci = keys.key("ci", "ed25519", "-C", "ci@example.com");
    stranger = keys.key("stranger", "ed25519", "-C", "ci@example.com");
  }

  @BeforeEach
  void open() {
    artifacts = new Artifacts(folder.resolve("cache"), Map.of());
  }

  @AfterEach
  void close() {
    artifacts.close();
    server.close();
  }

  private Artifact shop(Path... signers) {
    return shop("{url}.sig", signers);
  }

  private Artifact shop(String place, Path... signers) {
    List<Signer> known = Stream.of(signers).map(Keys::pub).map(Signer::new).toList();
    return new Artifact(
        server.url() + "/shop-{revision}.tar.gz",
        "{url}.sha256",
        1,
        null,
        new Signatures(place, known));
  }

  /** Puts an archive and its checksum there, and no signature. */
  private Revision publish(String content) {
    byte[] archive = Tars.packed(folder, "shop-build", Map.of("bin/run", content));
    server.publish("1", archive);
    try {
      Files.write(folder.resolve("shop.tar.gz"), archive);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Revision.of(Shelf.sha256(archive));
  }

  private String sign(Path key, String... options) {
    String armored = keys.signature(key, folder.resolve("shop.tar.gz"), options);
    server.put("/shop-1.tar.gz.sig", armored.getBytes(UTF_8));
    return armored;
  }

  private Revision resolve(Artifact artifact) {
    return artifacts.resolve(artifact, "1", null, Pulse.NONE);
  }

  private Parcel pack(Artifact artifact, Revision revision) {
    return artifacts.pack(artifact, "1", revision, null, Pulse.NONE);
  }

  /** Neither is it chosen, nor does another worker that is told of it read it. */
  private void refused(Artifact artifact, Revision revision, String... words) {
    for (Executable act :
        List.<Executable>of(() -> resolve(artifact), () -> pack(artifact, revision))) {
      SourceException e = assertThrows(SourceException.class, act);
      assertEquals(FailureType.ARTIFACT_UNUSABLE, e.type(), e.getMessage());
      String said = String.valueOf(e.getMessage());
      assertTrue(
          said.startsWith(
              "tried to verify the signature of %s/shop-1.tar.gz, but ".formatted(server.url())),
          said);
      for (String word : words) {
        assertTrue(said.contains(word), said);
      }
    }
    assertFalse(FailureType.ARTIFACT_UNUSABLE.passing());
  }

  @ParameterizedTest
  @ValueSource(strings = {"ed25519", "ecdsa -b 256", "ecdsa -b 384", "ecdsa -b 521", "rsa -b 2048"})
  void what_is_signed_with_a_key_of_each_type_is_taken(String type) {
    Path key = keys.key(type.replace(' ', '-'), type.split(" "));
    Revision one = publish("one\n");
    sign(key, AS_DOCUMENTED);

    assertEquals(one, resolve(shop(ci, key)));
    assertEquals(
        List.of("bin/", "bin/run: one\n"),
        Tars.unpacked(folder, pack(shop(ci, key), one).archives().getFirst(), "tar"));
    refused(shop(ci), one, "by a key that artifact.signers does not name");
  }

  @Test
  void what_nobody_has_signed_is_refused() {
    Revision one = publish("one\n");

    refused(
        shop(ci),
        one,
        "it has none: nothing is at %s/shop-1.tar.gz.sig".formatted(server.url()),
        "ssh-keygen -Y sign -O hashalg=sha256 -n slipway-artifact -f KEY FILE");
    assertEquals(List.of(), server.asked().stream().filter(a -> a.contains(".gz ")).toList());
  }

  @Test
  void whoever_can_write_to_the_place_can_change_nothing_in_it() {
    Revision one = publish("one\n");
    sign(ci, AS_DOCUMENTED);
    assertEquals(one, resolve(shop(ci)));

    Revision two = publish("two\n");

    refused(
        shop(ci),
        two,
        "the one at %s/shop-1.tar.gz.sig, with the key of ci@example.com (SHA256:"
            .formatted(server.url()),
        "is no good one of an archive with SHA-256 " + two);
    sign(stranger, AS_DOCUMENTED);
    refused(
        shop(ci),
        two,
        "by a key that artifact.signers does not name: ssh-ed25519 "
            + new Signer(Keys.pub(stranger)).fingerprint(),
        "signed by ci@example.com");
  }

  @Test
  void bytes_that_are_not_those_that_were_signed_are_refused_behind_a_good_checksum()
      throws IOException {
    Revision one = publish("one\n");
    sign(ci, AS_DOCUMENTED);
    byte[] sums = "%s  shop-1.tar.gz".formatted(one).getBytes(UTF_8);
    Revision two = publish("two\n");
    server.put("/shop-1.tar.gz.sha256", sums);

    assertEquals(one, resolve(shop(ci)));
    SourceException e = assertThrows(SourceException.class, () -> pack(shop(ci), one));
    assertTrue(String.valueOf(e.getMessage()).contains("what is there has SHA-256 " + two));
  }

  @Test
  void what_was_signed_for_something_else_is_refused() {
    Revision one = publish("one\n");
    sign(ci, "-O", "hashalg=sha256", "-n", "slipway");
    refused(shop(ci), one, "its namespace is 'slipway', and not slipway-artifact");
    sign(ci, "-O", "hashalg=sha256", "-n", "git\n");
    refused(shop(ci), one, "its namespace is 'git\\n', and not slipway-artifact");
  }

  @Test
  void what_is_signed_over_another_hash_is_refused_with_what_to_do() {
    Revision one = publish("one\n");
    sign(ci, "-n", "slipway-artifact");

    refused(shop(ci), one, "is over the SHA-512", "-O hashalg=sha256");
  }

  @Test
  void a_certificate_is_not_the_key_that_it_is_about() {
    Path authority = keys.key("authority", "ed25519");
    Path certified = keys.key("certified", "ed25519");
    keys.certify(authority, certified, "-n", "ci");
    Revision one = publish("one\n");
    sign(Path.of(certified + "-cert.pub"), AS_DOCUMENTED);

    refused(shop(certified), one, "does not name: ssh-ed25519-cert-v01@openssh.com SHA256:");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 40, 100, 200, 280})
  void what_was_cut_is_refused(int length) {
    Revision one = publish("one\n");
    String armored = sign(ci, AS_DOCUMENTED);
    server.put("/shop-1.tar.gz.sig", armored.substring(0, length).getBytes(UTF_8));

    refused(shop(ci), one, "/shop-1.tar.gz.sig cannot be used: it is", "Put there what");
  }

  @Test
  void what_is_too_long_is_not_read_to_its_end() {
    publish("one\n");
    server.put("/shop-1.tar.gz.sig", "x".repeat(1 << 17).getBytes(ISO_8859_1));

    SourceException e = assertThrows(SourceException.class, () -> resolve(shop(ci)));
    assertEquals(FailureType.ARTIFACT_UNUSABLE, e.type());
    assertTrue(String.valueOf(e.getMessage()).contains("larger than the 65536 bytes"));
  }

  @Test
  void a_key_that_is_named_no_longer_is_not_believed_though_the_archive_is_in_the_cache() {
    Path former = keys.key("former", "ed25519", "-C", "former@example.com");
    Revision one = publish("one\n");
    sign(former, AS_DOCUMENTED);
    Parcel before = pack(shop(ci, former), one);

    assertEquals(before, pack(shop(ci, former), one));
    refused(shop(ci), one, "by a key that artifact.signers does not name");
    Artifact unsigned = new Artifact(shop(ci).url(), "{url}.sha256", 1, null);
    Parcel plain = pack(unsigned, one);
    assertEquals(
        before.archives().getFirst().sha256(), plain.archives().getFirst().sha256(), "same bytes");
    refused(shop(ci), one, "by a key that artifact.signers does not name");
  }

  @Test
  void a_version_with_its_checksum_must_be_signed_as_well() {
    Revision one = publish("one\n");
    String pinned = "1@sha256:" + one;
    assertThrows(
        SourceException.class, () -> artifacts.resolve(shop(ci), pinned, null, Pulse.NONE));
    sign(ci, AS_DOCUMENTED);
    assertEquals(one, artifacts.resolve(shop(ci), pinned, null, Pulse.NONE));
  }

  @Test
  void signatures_may_be_elsewhere() throws IOException {
    Revision one = publish("one\n");
    Path signed = Files.createDirectory(folder.resolve("signed"));
    Files.writeString(
        signed.resolve("1.sig"), keys.signature(ci, folder.resolve("shop.tar.gz"), AS_DOCUMENTED));

    assertEquals(one, resolve(shop(signed + "/{revision}.sig", ci)));
  }

  @Test
  void a_place_that_does_not_answer_now_is_asked_again() {
    Revision one = publish("one\n");
    sign(ci, AS_DOCUMENTED);
    server.failsOnce("/shop-1.tar.gz.sig", 503);

    SourceException e = assertThrows(SourceException.class, () -> resolve(shop(ci)));
    assertEquals(FailureType.SOURCE_UNREACHABLE, e.type());
    assertEquals(one, resolve(shop(ci)));
  }

  /** What a program of before takes for a repository, having understood no more. */
  @Test
  void whoever_looks_for_a_repository_instead_finds_none() {
    String instead = Source.of(shop(ci), Delivery.PUSH, null).repository();
    Source before = new Source(instead, Delivery.PUSH, null, false);
    Revision any = Revision.of("1".repeat(64));
    Repositories repositories = new Repositories(folder.resolve("mirrors"));
    for (Executable act :
        List.<Executable>of(
            () -> repositories.resolve(instead, "1", Pulse.NONE),
            () -> repositories.resolve(instead, any.value(), Pulse.NONE),
            () -> repositories.pack(before, any, Pulse.NONE))) {
      SourceException e = assertThrows(SourceException.class, act);
      assertEquals(FailureType.SOURCE_UNREACHABLE, e.type());
      assertTrue(
          String.valueOf(e.getMessage()).contains("signed-artifacts-need-a-newer-slipway-worker"),
          e.getMessage());
    }
  }
}
