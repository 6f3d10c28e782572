package io.slipway.source;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.slipway.contract.FailureType;
import io.slipway.domain.Artifact;
import io.slipway.domain.ArtifactVersion;
import io.slipway.domain.Revision;
import io.slipway.domain.Signatures;
import io.slipway.domain.Signer;
import io.slipway.gate.Keys;
import io.slipway.shell.Pulse;
import io.slipway.sshsig.SshBytes;
import io.slipway.testbench.TemporaryFolder;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Nothing but a signature is taken for one, and nothing fails in any other way than it should. */
class AlteredArtifactSignatureTest {
  private static final Revision SUM = Revision.of(Shelf.sha256("archive".getBytes(UTF_8)));
  private static final ArtifactVersion VERSION = ArtifactVersion.parse("1");
  private static final List<Signer> SIGNERS = new ArrayList<>();
  private static final List<String> ARMORED = new ArrayList<>();

  static {
    try (TemporaryFolder folder = new TemporaryFolder("signed")) {
      Keys keys = new Keys(folder.path());
      Path file = Files.writeString(folder.path().resolve("archive"), "archive");
      for (String type : List.of("ed25519", "ecdsa", "rsa")) {
        Path key = keys.key(type, type);
        SIGNERS.add(new Signer(Keys.pub(key)));
        ARMORED.add(keys.signature(key, file, "-O", "hashalg=sha256", "-n", Signatures.NAMESPACE));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void verify(byte[] text) {
    Artifact artifact =
        new Artifact(
            "/srv/{revision}.tgz", "{url}.sum", 0, null, new Signatures("{url}.sig", SIGNERS));
    Depot depot = (place, token) -> new Download(new ByteArrayInputStream(text), text.length);
    ArtifactSignature.verify(artifact, VERSION, SUM, depot, null, Pulse.NONE);
  }

  private static void refused(byte[] text) {
    SourceException e = assertThrows(SourceException.class, () -> verify(text));
    assertEquals(FailureType.ARTIFACT_UNUSABLE, e.type());
  }

  @Property(tries = 20)
  void what_was_not_altered_is_taken(@ForAll @IntRange(max = 2) int of) {
    verify(ARMORED.get(of).getBytes(ISO_8859_1));
  }

  @Property(tries = 600)
  void a_changed_byte_is_refused(
      @ForAll @IntRange(max = 2) int of,
      @ForAll @IntRange(max = 4000) int at,
      @ForAll @IntRange(min = 1, max = 255) int change) {
    byte[] text = ARMORED.get(of).getBytes(ISO_8859_1);
    text[at % (text.length - 1)] ^= (byte) change;
    refused(text);
  }

  @Property(tries = 300)
  void any_bytes_are_refused(@ForAll byte[] text) {
    refused(text);
  }

  @Property(tries = 300)
  void any_bytes_in_armor_are_refused(@ForAll byte[] tail) {
    refused(armored(tail));
  }

  @Property(tries = 600)
  void any_value_of_a_known_key_is_refused(
      @ForAll @IntRange(max = 2) int of,
      @ForAll @IntRange(max = 3) int algorithm,
      @ForAll @Size(max = 300) byte[] value) {
    Signer signer = SIGNERS.get(of);
    String named = List.of(signer.type(), "rsa-sha2-256", "rsa-sha2-512", "ssh-rsa").get(algorithm);
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    body.writeBytes(
        SshBytes.strings(
            Base64.getDecoder().decode(signer.base64()),
            Signatures.NAMESPACE.getBytes(US_ASCII),
            new byte[0],
            "sha256".getBytes(US_ASCII),
            SshBytes.strings(named.getBytes(US_ASCII), value)));
    refused(armored(body.toByteArray()));
  }

  /** With the beginning that all of them have. */
  private static byte[] armored(byte[] tail) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes("SSHSIG".getBytes(US_ASCII));
    all.writeBytes(new byte[] {0, 0, 0, 1});
    all.writeBytes(tail);
    return "-----BEGIN SSH SIGNATURE-----\n%s\n-----END SSH SIGNATURE-----\n"
        .formatted(Base64.getEncoder().encodeToString(all.toByteArray()))
        .getBytes(US_ASCII);
  }
}
