package io.slipway.gate;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.slipway.contract.Proof;
import io.slipway.testbench.TemporaryFolder;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Not a byte of a statement or of its signature can be changed. */
class AlteredSignatureTest {
  private static final String TEXT = "{\"action\":\"deploy\",\"stage\":\"production\"}";
  private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

  private static final List<Signed> SIGNED = new ArrayList<>();

  private record Signed(AllowedSigners signers, String armored) {}

  static {
    try (TemporaryFolder folder = new TemporaryFolder("signers")) {
      Keys keys = new Keys(folder.path());
      for (String type : List.of("ed25519", "ecdsa", "rsa")) {
        Path key = keys.key(type, type);
        List<String> faults = new ArrayList<>();
        AllowedSigners signers =
            AllowedSigners.parse("ana " + Keys.pub(key), Revoked.NOTHING, faults);
        SIGNED.add(new Signed(signers, keys.sign(key, TEXT).armored()));
      }
    }
  }

  @Property(tries = 600)
  void a_changed_byte_of_a_signature_is_refused(
      @ForAll @IntRange(max = 2) int of,
      @ForAll @IntRange(max = 4000) int at,
      @ForAll @IntRange(min = 1, max = 255) int change) {
    Signed signed = SIGNED.get(of);
    String armored = signed.armored;
    String altered = changed(armored, at % (armored.length() - 1), change);

    assertThrows(
        UnprovenException.class,
        () -> signed.signers.prove(new Proof.SshSignature(altered), TEXT, NOW));
  }

  @Property(tries = 200)
  void a_changed_byte_of_a_statement_is_refused(
      @ForAll @IntRange(max = 2) int of,
      @ForAll @IntRange(max = 1000) int at,
      @ForAll @IntRange(min = 1, max = 255) int change) {
    Signed signed = SIGNED.get(of);
    String altered = changed(TEXT, at % TEXT.length(), change);

    assertThrows(
        UnprovenException.class,
        () -> signed.signers.prove(new Proof.SshSignature(signed.armored), altered, NOW));
  }

  private static String changed(String text, int at, int change) {
    byte[] bytes = text.getBytes(ISO_8859_1);
    bytes[at] ^= (byte) change;
    return new String(bytes, ISO_8859_1);
  }
}
