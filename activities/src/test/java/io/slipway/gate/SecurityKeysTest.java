package io.slipway.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.slipway.contract.Proof;
import io.slipway.ssh.WireKey;
import io.slipway.testbench.Launch;
import io.slipway.testbench.Program;
import io.slipway.testbench.Requirements;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What security keys sign tells whether a person was there, and that is asked for. */
final class SecurityKeysTest {
  private static final String TEXT = "{\"action\":\"deploy\"}";
  private static final String UNTOUCHED = "nobody has touched its security key";
  private static final String UNVERIFIED = "its security key has not verified its owner.";

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"ed25519", "ecdsa"})
  void prove_their_owner_once_they_are_touched(String kind) throws Exception {
    SoftToken token = token(kind);
    Proof.SshSignature signature = token.sign(TEXT, SoftToken.TOUCHED);
    AllowedSigners signers = signers("ana " + token.pub());

    assertEquals("ana", signers.prove(signature, TEXT, Instant.now()).name());
    assertTrue(openSshTakes(signature), "OpenSSH takes it as well");
    assertEquals(UNTOUCHED, unproven(signers, token.sign(TEXT, 0)));
    assertEquals(
        "the signature is not one of this request: one of them was altered",
        unproven(
            signers, token.sign(WireKey.inLine(token.pub()).orElseThrow(), TEXT, 1, "ssh:other")));
  }

  @ParameterizedTest
  @CsvSource({
    "no-touch-required, 0, ",
    "no-touch-required, 1, ",
    "'namespaces=\"slipway\",no-touch-required', 0, ",
    "verify-required, 5, ",
    "verify-required, 1, its security key has not verified its owner.",
    "verify-required, 4, nobody has touched its security key",
    "'verify-required,no-touch-required', 4, ",
    "'verify-required,no-touch-required', 0, its security key has not verified its owner.",
  })
  void are_asked_for_what_their_line_says(String options, int flags, String refusal)
      throws Exception {
    SoftToken token = SoftToken.ed25519();
    AllowedSigners signers = signers("ana %s %s".formatted(options, token.pub()));
    Proof.SshSignature signature = token.sign(TEXT, flags);

    if (refusal == null) {
      assertEquals("ana", signers.prove(signature, TEXT, Instant.now()).name());
    } else {
      assertTrue(unproven(signers, signature).startsWith(refusal));
    }
  }

  @Test
  void that_are_certified_are_asked_for_what_their_certificate_says() throws Exception {
    SoftToken token = SoftToken.ed25519();
    Keys keys = new Keys(folder);
    Path authority = keys.key("authority", "ed25519");
    String strict = "*@example.com cert-authority " + Keys.pub(authority);
    AllowedSigners lenient =
        signers(strict.replace("cert-authority", "cert-authority,no-touch-required"));

    WireKey plain = certificate(keys, authority, token, "plain");
    WireKey untouched = certificate(keys, authority, token, "untouched", "-O", "no-touch-required");
    WireKey verified = certificate(keys, authority, token, "verified", "-O", "verify-required");

    assertEquals(
        List.of("ana@example.com"),
        signers(strict)
            .prove(token.sign(plain, TEXT, SoftToken.TOUCHED, "ssh:"), TEXT, Instant.now())
            .names());
    assertEquals(UNTOUCHED, unproven(signers(strict), token.sign(untouched, TEXT, 0, "ssh:")));
    assertEquals(UNTOUCHED, unproven(lenient, token.sign(plain, TEXT, 0, "ssh:")));
    assertEquals(
        List.of("ana@example.com"),
        lenient.prove(token.sign(untouched, TEXT, 0, "ssh:"), TEXT, Instant.now()).names());
    assertTrue(
        unproven(signers(strict), token.sign(verified, TEXT, SoftToken.TOUCHED, "ssh:"))
            .startsWith(UNVERIFIED));
    assertEquals(
        List.of("ana@example.com"),
        signers(strict)
            .prove(
                token.sign(verified, TEXT, SoftToken.TOUCHED | SoftToken.VERIFIED, "ssh:"),
                TEXT,
                Instant.now())
            .names());
  }

  @Test
  void are_what_touches_and_pins_are_asked_of() {
    Keys keys = new Keys(folder);
    String pub = Keys.pub(keys.key("ana", "ed25519"));
    List<String> faults = new ArrayList<>();

    AllowedSigners unused =
        AllowedSigners.parse("ana verify-required " + pub, Revoked.NOTHING, faults);

    assertEquals(List.of("line 1: touches and PINs are those of security keys"), faults);
  }

  @Test
  void that_vouch_for_others_ask_the_same_of_them() throws Exception {
    Keys keys = new Keys(folder);
    Path authority = keys.key("authority", "ed25519");
    Path plain = keys.key("plain", "ed25519");
    keys.certify(authority, plain, "-n", "ana@example.com");

    assertEquals(
        "its key is no security key, so that it cannot verify its owner",
        unproven(
            signers("* cert-authority,verify-required " + Keys.pub(authority)),
            keys.sign(Path.of(plain + "-cert.pub"), TEXT)));
  }

  private static WireKey certificate(
      Keys keys, Path authority, SoftToken token, String name, String... options)
      throws IOException {
    keys.write(name + ".pub", token.pub() + "\n");
    List<String> all = new ArrayList<>(List.of("-n", "ana@example.com"));
    all.addAll(List.of(options));
    keys.certify(authority, keys.folder().resolve(name), all.toArray(String[]::new));
    return WireKey.inLine(Files.readString(keys.folder().resolve(name + "-cert.pub")))
        .orElseThrow();
  }

  private boolean openSshTakes(Proof.SshSignature signature) throws IOException {
    Path file = Files.writeString(folder.resolve("signature"), signature.armored());
    Path text = Files.writeString(folder.resolve("text"), TEXT);
    String said =
        Program.run(
            Launch.of(
                List.of(
                    "/bin/sh",
                    "-c",
                    "'%s' -Y check-novalidate -n slipway -s '%s' < '%s'"
                        .formatted(
                            Requirements.program("ssh-keygen", "openssh-server"), file, text))),
            Duration.ofSeconds(30));
    return said.contains("Good \"slipway\" signature");
  }

  private static SoftToken token(String kind) throws GeneralSecurityException {
    return kind.equals("ed25519") ? SoftToken.ed25519() : SoftToken.ecdsa();
  }

  private static AllowedSigners signers(String line) {
    List<String> faults = new ArrayList<>();
    AllowedSigners signers = AllowedSigners.parse(line + "\n", Revoked.NOTHING, faults);
    assertEquals(List.of(), faults);
    return signers;
  }

  private static String unproven(AllowedSigners signers, Proof.SshSignature signature) {
    return String.valueOf(
        assertThrows(UnprovenException.class, () -> signers.prove(signature, TEXT, Instant.now()))
            .getMessage());
  }
}
