package io.slipway.gate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.slipway.contract.Proof;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Signatures that OpenSSH makes, judged by files that OpenSSH reads. */
final class AllowedSignersTest {
  private static final String TEXT = "{\"action\":\"deploy\"}";
  private final Instant now = Instant.now();

  @TempDir static Path folder;
  private static Keys keys;
  private static Path ana;
  private static Path authority;

  @BeforeAll
  static void make() {
    keys = new Keys(folder);
    ana = keys.key("ana", "ed25519");
    authority = keys.key("authority", "ed25519");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ed25519", "ecdsa -b 256", "ecdsa -b 384", "ecdsa -b 521", "rsa -b 2048"})
  void of_every_kind_of_key_are_proven_here_as_by_openssh(String type) throws Exception {
    Path key = keys.key("of-" + type.replace(' ', '-'), type.split(" "));
    Proof.SshSignature signature = keys.sign(key, TEXT);
    String line = "ben@example.com namespaces=\"slipway,git\" " + Keys.pub(key);

    Identity who = signers(line).prove(signature, TEXT, now);

    assertEquals("ben@example.com", who.name());
    assertEquals("ssh key " + who.fingerprint(), who.proof());
    assertEquals(
        "ben@example.com",
        Keys.run(
                "-Y",
                "find-principals",
                "-s",
                keys.write("signature", signature.armored()).toString(),
                "-f",
                keys.write("allowed", line + "\n").toString())
            .strip());
    assertEquals(
        "the signature is not one of this request: one of them was altered",
        unproven(signers(line), signature, TEXT + " "));
  }

  @Test
  void of_weak_keys_prove_nothing() {
    Path weak = keys.key("weak", "rsa", "-b", "1024");

    assertEquals(
        "the signature is not one of this request: one of them was altered",
        unproven(signers("ana " + Keys.pub(weak)), keys.sign(weak, TEXT), TEXT));
  }

  @Test
  void for_other_purposes_prove_nothing() {
    assertEquals(
        "the signature cannot be used: it was made for another purpose than Slipway",
        unproven(signers("ana " + Keys.pub(ana)), keys.sign(ana, "git", TEXT), TEXT));
    assertEquals(
        "its key is not for Slipway",
        unproven(signers("ana namespaces=\"git\" " + Keys.pub(ana)), keys.sign(ana, TEXT), TEXT));
  }

  @Test
  void of_strangers_and_of_revoked_keys_prove_nothing() {
    Proof.SshSignature signature = keys.sign(ana, TEXT);
    String fingerprint = fingerprint(ana);

    assertEquals(
        "its key (%s) is not among the allowed signers".formatted(fingerprint),
        unproven(signers("ben " + Keys.pub(authority)), signature, TEXT));
    for (String revoked : List.of(fingerprint + " lost", Keys.pub(ana))) {
      assertEquals(
          "its key (%s) has been revoked".formatted(fingerprint),
          unproven(signers("ana " + Keys.pub(ana), revoked), signature, TEXT));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "valid-before=20200101Z, its key was valid only until 2020-01-01T00:00:00Z",
    "valid-before=\"202001011230Z\", its key was valid only until 2020-01-01T12:30:00Z",
    "valid-after=29990101000000Z, its key is valid only from 2999-01-01T00:00:00Z",
  })
  void out_of_their_time_prove_nothing(String option, String reason) {
    assertEquals(
        reason,
        unproven(
            signers("ana %s %s".formatted(option, Keys.pub(ana))), keys.sign(ana, TEXT), TEXT));
  }

  @Test
  void by_certified_keys_prove_the_names_that_the_authority_may_give() throws Exception {
    Path cleo = keys.key("cleo", "ed25519");
    keys.certify(authority, cleo, "-n", "root,cleo@example.com", "-V", "-1m:+1h");
    Path certificate = Path.of(cleo + "-cert.pub");
    Proof.SshSignature signature = keys.sign(certificate, TEXT);
    String line = "*@example.com,!ana@example.com cert-authority " + Keys.pub(authority);

    Identity who = signers(line).prove(signature, TEXT, now);

    assertEquals(List.of("cleo@example.com"), who.names());
    assertEquals(
        "ssh key %s, certified by %s".formatted(fingerprint(cleo), fingerprint(authority)),
        who.proof());
    assertEquals(
        "its certificate has expired",
        unproven(signers(line), signature, TEXT, now.plusSeconds(7200)));
    assertEquals(
        "its certificate holds no name that its authority may vouch for",
        unproven(signers(line.replace("*@", "*@sub.")), signature, TEXT));
    assertTrue(
        unproven(signers("cleo@example.com " + Keys.pub(authority)), signature, TEXT)
            .contains("the authority of its certificate"));
    assertTrue(
        unproven(signers(line, Keys.pub(authority)), signature, TEXT).contains("been revoked"));
  }

  @Test
  void of_certificates_for_hosts_prove_nothing() {
    Path host = keys.key("host", "ed25519");
    keys.certify(authority, host, "-h", "-n", "ana@example.com");

    assertEquals(
        "its certificate is not one for users",
        unproven(
            signers("* cert-authority " + Keys.pub(authority)),
            keys.sign(Path.of(host + "-cert.pub"), TEXT),
            TEXT));
  }

  @Test
  void lines_that_cannot_be_read_are_told_all_at_once() {
    List<String> faults = new ArrayList<>();
    List<String> inRevoked = new ArrayList<>();
    String pub = Keys.pub(ana);
    AllowedSigners unused =
        AllowedSigners.parse(
            String.join(
                "\n",
                "# people",
                "ana",
                "ana ssh-ed25519 AAAA",
                "ana colour=red " + pub,
                "*@example.com " + pub,
                "ana valid-after=2026 " + pub,
                "\"ana a,b\" " + pub),
            Revoked.parse("SHA256:short\n".getBytes(UTF_8), inRevoked),
            faults);

    assertEquals(
        List.of(
            "line 2: a line is: principals [options] type key",
            "line 3: it holds no public key",
            "line 4: unknown option colour",
            "line 5: a key needs a name without * and ?, by which its owner is known",
            "line 6: a time is YYYYMMDD[HHMM[SS]][Z], not 2026"),
        faults);
    assertEquals(List.of("line 1: a line is a public key, or SHA256: and its hash"), inRevoked);
  }

  private static String fingerprint(Path key) {
    return Keys.run("-lf", key + ".pub").split(" ")[1];
  }

  private String unproven(AllowedSigners signers, Proof.SshSignature proof, String text) {
    return unproven(signers, proof, text, now);
  }

  private String unproven(
      AllowedSigners signers, Proof.SshSignature proof, String text, Instant at) {
    return String.valueOf(
        assertThrows(UnprovenException.class, () -> signers.prove(proof, text, at)).getMessage());
  }

  private static AllowedSigners signers(String line, String... revoked) {
    List<String> faults = new ArrayList<>();
    AllowedSigners signers =
        AllowedSigners.parse(
            line + "\n", Revoked.parse(String.join("\n", revoked).getBytes(UTF_8), faults), faults);
    assertEquals(List.of(), faults);
    return signers;
  }
}
