package io.slipway.gate;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.slipway.contract.Proof;
import io.slipway.domain.PlainText;
import io.slipway.sshsig.SshBytes;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Policies, signers and signatures that nobody would write are refused in plain words. */
class HostilePolicyTest {
  private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
  private static final String BEGIN = "-----BEGIN SSH SIGNATURE-----\n";
  private static final String END = "\n-----END SSH SIGNATURE-----";

  @Property(tries = 1000)
  void a_policy_is_read_or_its_faults_are_told(@ForAll("yamlLike") String text) {
    List<String> faults = new ArrayList<>();
    PolicyReader.read(text, faults);

    assertPlain(faults);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\u0007",
        "\ud800",
        "a: \"\\e[2J\"",
        "\"\\e[2J\\r\\n\": 1",
        "rules: [{allow: [\"\\u202e\"], who: [\"\\b\"]}]",
        "secrets: {\"\\n\": [x]}",
        "a: &a [*a]",
        "*a",
        "!!java.net.URL [x]",
        "? [a]\n: b"
      })
  void an_odd_policy_is_refused(String text) {
    List<String> faults = new ArrayList<>();
    PolicyReader.read(text, faults);

    assertFalse(faults.isEmpty());
    assertPlain(faults);
  }

  @Property(tries = 20)
  void a_deep_or_long_policy_is_refused(@ForAll("nested") String text) {
    List<String> faults = new ArrayList<>();
    PolicyReader.read(text, faults);

    assertFalse(faults.isEmpty());
    assertPlain(faults);
  }

  @Property(tries = 1000)
  void signers_are_read_or_their_faults_are_told(@ForAll("signerLines") String text) {
    List<String> faults = new ArrayList<>();
    List<String> revokedFaults = new ArrayList<>();
    AllowedSigners.parse(text, Revoked.parse(text.getBytes(UTF_8), revokedFaults), faults);

    assertPlain(faults);
    assertPlain(revokedFaults);
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "\"", "x\" ", "namespaces=\"x\",", "\"a\"", "=", ","})
  void a_long_line_of_signers_is_refused(String piece) {
    List<String> faults = new ArrayList<>();
    AllowedSigners.parse("ana " + piece.repeat(100_000) + " x y", Revoked.NOTHING, faults);

    assertEquals(1, faults.size());
  }

  @Property(tries = 1000)
  void no_text_is_a_signature(@ForAll("signatures") String armored) {
    UnprovenException refused =
        assertThrows(
            UnprovenException.class,
            () -> AllowedSigners.NONE.prove(new Proof.SshSignature(armored), "text", NOW));

    assertPlain(List.of(String.valueOf(refused.getMessage())));
  }

  private static void assertPlain(List<String> messages) {
    messages.forEach(message -> assertEquals(PlainText.of(message), message));
  }

  @Provide
  Arbitrary<String> yamlLike() {
    Arbitrary<String> word =
        Arbitraries.oneOf(
            Arbitraries.of(
                "signers",
                "revoked",
                "oidc",
                "groups",
                "rules",
                "secrets",
                "unsigned",
                "max_age",
                "allow",
                "who",
                "stages",
                "issuer",
                ": ",
                "\n",
                "\n  ",
                "- ",
                "[",
                "]",
                "{",
                "}",
                ", ",
                "&a ",
                "*a",
                "!!x ",
                "? ",
                "|",
                "'",
                "\"",
                "#",
                "5m",
                "\t",
                "\\e",
                "---"),
            Arbitraries.strings().ofMaxLength(3));
    return word.list().ofMaxSize(20).map(words -> String.join("", words));
  }

  @Provide
  Arbitrary<String> nested() {
    return Arbitraries.of("[", "{a: ", "- ", "? ", "[{", "&a [", "a: {")
        .map(piece -> piece.repeat(5_000));
  }

  @Provide
  Arbitrary<String> signerLines() {
    Arbitrary<String> word =
        Arbitraries.oneOf(
            Arbitraries.of(
                "ana",
                "*@x,!y",
                "\"a b\"",
                "\"",
                "cert-authority",
                "namespaces=\"slipway\"",
                "valid-after=\"20260101\"",
                "valid-before=20261399",
                ",",
                "ssh-ed25519",
                "AAAAC3NzaC1lZDI1NTE5AAAAIHFZqD2dO8Ipq4cYVh0u+1pUrcwgAcIMHy7cT2pDxWnW",
                "AAAA",
                "SHA256:x",
                "#",
                "\n",
                "\r"),
            Arbitraries.strings().ofMaxLength(5));
    return word.list().ofMaxSize(8).map(words -> String.join(" ", words));
  }

  @Provide
  Arbitrary<String> signatures() {
    Arbitrary<String> any = Arbitraries.strings().ofMaxLength(40);
    Arbitrary<byte[]> bytes = Arbitraries.bytes().array(byte[].class).ofMaxSize(80);
    Arbitrary<byte[]> structured =
        Arbitraries.oneOf(
                bytes.map(SshBytes::strings),
                bytes,
                Arbitraries.of(
                        "ssh-ed25519",
                        "ssh-rsa",
                        "slipway",
                        "sha512",
                        "",
                        "ssh-ed25519-cert-v01@openssh.com")
                    .map(s -> SshBytes.strings(s.getBytes(UTF_8))))
            .list()
            .ofMaxSize(8)
            .map(HostilePolicyTest::signature);
    return Arbitraries.oneOf(
        any,
        any.map(text -> BEGIN + text + END),
        Arbitraries.of(BEGIN + END, BEGIN + END.substring(1), BEGIN, END),
        Arbitraries.oneOf(bytes, structured)
            .map(b -> BEGIN + Base64.getEncoder().encodeToString(b) + END));
  }

  private static byte[] signature(List<byte[]> parts) {
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    whole.writeBytes("SSHSIG\0\0\0\1".getBytes(US_ASCII));
    parts.forEach(whole::writeBytes);
    return whole.toByteArray();
  }
}
