package io.slipway.ssh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.hierynomus.sshj.userauth.certificate.Certificate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import net.schmizz.sshj.common.Buffer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KnownHostsTest {
  private static final Path FILE = Path.of("known_hosts");
  private static final String HOST = "web1.example.com";

  @TempDir static Path folder;
  private static Keygen keygen = new Keygen(Path.of("/nobody"));
  private static Path good = Path.of("/nobody");
  private static Path other = Path.of("/nobody");
  private static Path authority = Path.of("/nobody");

  @BeforeAll
  static void makeKeys() {
    Algorithms.config(); // lets the JDK read ECDSA keys
    keygen = new Keygen(folder);
    good = keygen.key("good", "ed25519");
    other = keygen.key("other", "ecdsa");
    authority = keygen.key("authority", "ed25519");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "web1.example.com; 22; true",
        "WEB1.Example.com; 22; true",
        "web2.example.com; 22; false",
        "web1.example.com,10.0.0.1; 22; true",
        "*.example.com; 22; true",
        "web?.example.com; 22; true",
        "web??.example.com; 22; false",
        "*.example.com,!web1.example.com; 22; false",
        "!web1.example.com,*.example.com; 22; false",
        "!web1.example.com; 22; false",
        "!web2.example.com; 22; false",
        "*,!*.example.org; 22; true",
        "[web1.example.com]:2222; 2222; true",
        "[web1.example.com]:2222; 22; false",
        "[*.example.com]:2222; 2222; true",
        "[web1.example.com]:*; 2222; true",
      })
  void finds_a_host_by_its_patterns(String patterns, int port, boolean known) {
    KnownHosts hosts = hosts(patterns + " " + text(good));

    assertEquals(known, hosts.judge(HOST, port, key(good), now()) instanceof Judgement.Trusted);
  }

  @Test
  void takes_the_key_of_the_usual_port_for_other_ports_but_calls_no_other_changed() {
    KnownHosts hosts = hosts(HOST + " " + text(good));

    assertInstanceOf(Judgement.Trusted.class, hosts.judge(HOST, 2222, key(good), now()));
    assertInstanceOf(Judgement.Unknown.class, hosts.judge(HOST, 2222, key(other), now()));
  }

  @Test
  void finds_hashed_names_that_openssh_has_hashed() throws IOException {
    Path file = folder.resolve("hashed");
    Files.writeString(
        file, HOST + " " + text(good) + "\n[" + HOST + "]:2222 " + text(other) + "\n");
    keygen.run("-H -f " + file);
    KnownHosts hosts = KnownHosts.parse(file, Files.readAllLines(file));

    assertTrue(Files.readString(file).startsWith("|1|"));
    assertInstanceOf(Judgement.Trusted.class, hosts.judge(HOST, 22, key(good), now()));
    assertInstanceOf(Judgement.Trusted.class, hosts.judge(HOST, 2222, key(other), now()));
    assertInstanceOf(Judgement.Unknown.class, hosts.judge("web2", 22, key(good), now()));
  }

  @Test
  void answers_many_threads_at_once_about_hashed_names() throws IOException {
    Path file = folder.resolve("hashed2");
    Files.writeString(file, HOST + " " + text(good) + "\n");
    keygen.run("-H -f " + file);
    KnownHosts hosts = KnownHosts.parse(file, Files.readAllLines(file));
    PublicKey key = key(good);

    long trusted =
        IntStream.range(0, 4_000)
            .parallel()
            .filter(i -> hosts.judge(HOST, 22, key, now()) instanceof Judgement.Trusted)
            .count();

    assertEquals(4_000, trusted);
  }

  @Test
  void tells_the_line_of_the_key_that_a_host_had_before() {
    KnownHosts hosts =
        hosts("# comment", "", "web9 " + text(good), HOST + " " + text(good) + " a comment");

    Judgement judgement = hosts.judge(HOST, 22, key(other), now());

    assertEquals(
        "known_hosts:4", assertInstanceOf(Judgement.Changed.class, judgement).known().place());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void lets_a_revocation_win_over_any_line(boolean first) {
    String good = HOST + " " + text(KnownHostsTest.good);
    String veto = "@revoked * " + text(KnownHostsTest.good);
    KnownHosts hosts = first ? hosts(veto, good) : hosts(good, veto);

    assertInstanceOf(
        Judgement.Revoked.class, hosts.judge(HOST, 22, key(KnownHostsTest.good), now()));
  }

  @Test
  void passes_over_lines_that_it_does_not_understand() {
    KnownHosts hosts =
        hosts(
            "@unknown " + HOST + " " + text(other),
            HOST,
            HOST + " ssh-ed25519 !!!",
            HOST + " ssh-rsa " + Keygen.wire(Keygen.pub(good)).base64(),
            "|1|x|y " + text(other),
            "|2|aaaa|bbbb " + text(other),
            "@revoked");

    assertEquals(List.of(), hosts.lines());
  }

  @Test
  void asks_first_for_keys_of_the_types_that_are_known() {
    assertEquals(
        List.of("ecdsa-sha2-nistp256"), hosts(HOST + " " + text(other)).algorithms(HOST, 22));
    assertEquals(List.of(), hosts("web2 " + text(other)).algorithms(HOST, 22));
    assertEquals(
        "ssh-ed25519-cert-v01@openssh.com",
        hosts("@cert-authority *.example.com " + text(authority)).algorithms(HOST, 22).getFirst());
  }

  @ParameterizedTest
  @ValueSource(strings = {"ed25519", "ecdsa -b 384", "rsa -b 2048"})
  void trusts_a_certificate_of_an_authority_of_any_type(String type) {
    Path signer = keygen.key("signer-" + type.hashCode(), type);
    Path certificate = certify("any" + type.hashCode(), signer, "-h -n " + HOST);

    assertInstanceOf(
        Judgement.Trusted.class,
        judgeBy("@cert-authority *.example.com " + text(signer), certificate));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "user; -n web1.example.com; for users",
        "principal; -h -n web2.example.com; web2.example.com only",
        "pattern; -h -n *.example.com; *.example.com only",
        "nobody; -h; names no host",
        "expired; -h -n web1.example.com -V 20200101:20210101; expired",
        "early; -h -n web1.example.com -V 20900101:20910101; valid only from",
      })
  void refuses_a_certificate_that_does_not_hold(String name, String options, String reason) {
    Path certificate = certify(name, authority, options);

    Judgement judgement = judgeBy("@cert-authority * " + text(authority), certificate);

    String fault = assertInstanceOf(Judgement.BadCertificate.class, judgement).fault();
    assertTrue(fault.contains(reason), fault);
  }

  @Test
  void refuses_a_certificate_whose_signature_is_forged() {
    Path certificate = certify("forged", authority, "-h -n " + HOST);
    byte[] blob = Keygen.wire(certificate).blob();
    byte[] principal = HOST.getBytes(StandardCharsets.US_ASCII);
    blob[indexOf(blob, principal) + 3] = '2'; // now it is for web2

    Judgement judgement =
        hosts("@cert-authority * " + text(authority))
            .judge("web2.example.com", 22, parse(blob), now());

    String fault = assertInstanceOf(Judgement.BadCertificate.class, judgement).fault();
    assertTrue(fault.contains("signature"), fault);
  }

  @Test
  void trusts_no_authority_for_other_hosts_and_no_revoked_one() {
    Path certificate = certify("elsewhere", authority, "-h -n " + HOST);

    assertInstanceOf(
        Judgement.Unknown.class, judgeBy("@cert-authority *.org " + text(authority), certificate));
    assertInstanceOf(
        Judgement.Unknown.class, judgeBy("@cert-authority * " + text(other), certificate));
    assertInstanceOf(
        Judgement.Revoked.class,
        hosts("@cert-authority * " + text(authority), "@revoked * " + text(authority))
            .judge(HOST, 22, Keygen.parse(certificate), now()));
  }

  @Test
  void takes_the_key_in_a_certificate_for_a_plain_one_where_no_authority_is_known() {
    Path certificate = certify("plain", authority, "-h -n " + HOST);

    assertInstanceOf(
        Judgement.Trusted.class, judgeBy(HOST + " " + text(folder.resolve("plain")), certificate));
  }

  @Test
  void holds_a_certificate_until_the_second_it_expires() {
    Path certificate = certify("until", authority, "-h -n " + HOST + " -V 20260101:20260102");
    KnownHosts hosts = hosts("@cert-authority * " + text(authority));
    PublicKey shown = Keygen.parse(certificate);
    Instant end = ((Certificate<?>) shown).getValidBefore().toInstant();

    assertInstanceOf(
        Judgement.Trusted.class, hosts.judge(HOST, 22, shown, end.minus(Duration.ofSeconds(1))));
    assertInstanceOf(Judgement.BadCertificate.class, hosts.judge(HOST, 22, shown, end));
  }

  private static Judgement judgeBy(String line, Path certificate) {
    return hosts(line).judge(HOST, 22, Keygen.parse(certificate), now());
  }

  private static Path certify(String name, Path signer, String options) {
    return keygen.sign(signer, keygen.key(name, "ed25519"), options);
  }

  private static KnownHosts hosts(String... lines) {
    return KnownHosts.parse(FILE, List.of(lines));
  }

  private static PublicKey key(Path key) {
    return Keygen.parse(Keygen.pub(key));
  }

  private static PublicKey parse(byte[] blob) {
    try {
      return new Buffer.PlainBuffer(blob).readPublicKey();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(Path key) {
    WireKey wire = Keygen.wire(Keygen.pub(key));
    return wire.type() + " " + wire.base64();
  }

  private static Instant now() {
    return Instant.now();
  }

  private static int indexOf(byte[] bytes, byte[] part) {
    for (int i = 0; i + part.length <= bytes.length; i++) {
      if (Arrays.equals(bytes, i, i + part.length, part, 0, part.length)) {
        return i;
      }
    }
    throw new AssertionError("not there");
  }
}
