package io.slipway.gate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.slipway.contract.Proof;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Revocation lists as {@code ssh-keygen -k} makes them. */
final class RevokedTest {
  private static final String TEXT = "{\"action\":\"deploy\"}";

  @TempDir static Path folder;
  private static Keys keys;
  private static Path ana;
  private static Path ben;
  private static Path authority;
  private static Path other;

  @BeforeAll
  static void make() {
    keys = new Keys(folder);
    ana = keys.key("ana", "ed25519");
    ben = keys.key("ben", "ecdsa", "-b", "256");
    authority = keys.key("authority", "ed25519");
    other = keys.key("other", "ed25519");
  }

  @ParameterizedTest
  @ValueSource(strings = {"key", "sha256", "sha1", "hash"})
  void keys_that_are_listed_prove_nothing(String how) throws Exception {
    String what = how.equals("hash") ? fingerprint(ana) : Keys.pub(ana);
    AllowedSigners signers = signers(list("", "%s: %s\n".formatted(how, what)));

    assertEquals(
        "its key (%s) has been revoked".formatted(fingerprint(ana)),
        unproven(signers, keys.sign(ana, TEXT)));
    assertEquals("ben", signers.prove(keys.sign(ben, TEXT), TEXT, Instant.now()).name());
  }

  @Test
  void keys_are_listed_by_their_files_as_well() throws Exception {
    Path list = folder.resolve("by-files");
    String unused = Keys.run("-k", "-q", "-f", list.toString(), ana + ".pub", ben + ".pub");
    AllowedSigners signers = signers(Files.readAllBytes(list));

    for (Path key : List.of(ana, ben)) {
      assertTrue(unproven(signers, keys.sign(key, TEXT)).contains("has been revoked"));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "serial: 7, 7, true",
    "serial: 7, 8, false",
    "serial: 5-9, 9, true",
    "serial: 5-9, 10, false",
    "serial: 18446744073709551614, 18446744073709551614, true",
    "serial: 9223372036854775807-9223372036854775809, 9223372036854775808, true",
    "serial: 5-9, 9223372036854775815, false",
    "'serial: 1\nserial: 3\nserial: 5\nserial: 7\nserial: 9\nserial: 11', 9, true",
    "'serial: 1\nserial: 3\nserial: 5\nserial: 7\nserial: 9\nserial: 11', 8, false",
    "id: laptop, 7, true",
    "id: desktop, 7, false",
    "serial: 1-99, 0, false",
  })
  void certificates_are_revoked_by_number_and_by_name(String spec, String serial, boolean revoked)
      throws Exception {
    Proof.SshSignature signature = certified(authority, serial);
    AllowedSigners signers = signers(list(authority + ".pub", spec + "\n"));

    if (revoked) {
      assertEquals(
          "its certificate (serial %s) has been revoked".formatted(serial),
          unproven(signers, signature));
    } else {
      assertEquals("cleo", signers.prove(signature, TEXT, Instant.now()).name());
    }
  }

  @Test
  void certificates_of_other_authorities_are_not_meant_unless_all_are() throws Exception {
    Proof.SshSignature signature = certified(authority, "7");

    assertEquals(
        "cleo",
        signers(list(other + ".pub", "serial: 7\n")).prove(signature, TEXT, Instant.now()).name());
    assertTrue(
        unproven(signers(list("none", "id: laptop\n")), signature).contains("has been revoked"));
  }

  @Test
  void an_authority_that_is_revoked_vouches_for_nobody() throws Exception {
    Proof.SshSignature signature = certified(authority, "7");

    assertEquals(
        "the authority of its certificate (%s) has been revoked".formatted(fingerprint(authority)),
        unproven(signers(list("", "key: " + Keys.pub(authority) + "\n")), signature));
  }

  @Test
  void a_certificate_in_a_text_stands_for_its_key_as_with_openssh() throws Exception {
    Proof.SshSignature signature = certified(authority, "7");
    String certificate = Files.readString(folder.resolve("cleo-cert.pub"));

    assertTrue(
        unproven(signers(certificate.getBytes(UTF_8)), signature).contains("has been revoked"));
  }

  @Test
  void a_list_that_was_cut_is_told_and_not_believed_in_part() throws IOException {
    byte[] list = list(authority + ".pub", "serial: 5-9\nid: laptop\nkey: " + Keys.pub(ana) + "\n");
    int whole = 0;

    for (int length = 8; length < list.length; length++) {
      List<String> faults = new ArrayList<>();
      Revoked read = Revoked.parse(Arrays.copyOf(list, length), faults);
      if (faults.isEmpty()) {
        // What ends with a section is a shorter list.
        whole++;
        assertTrue(read.certificates().size() + read.hashes().size() < 2);
      } else {
        assertEquals(List.of("it is a revocation list (KRL), but it is damaged"), faults);
        assertEquals(Revoked.NOTHING, read);
      }
    }
    assertEquals(2, whole);
  }

  @Test
  void what_is_not_known_is_refused() throws IOException {
    byte[] list = list("", "key: " + Keys.pub(ana) + "\n");
    byte[] later = list.clone();
    later[11] = 2;
    byte[] signed = Arrays.copyOf(list, list.length + 9);
    signed[list.length] = 4;
    byte[] unknown = signed.clone();
    unknown[list.length] = 77;

    assertEquals("but it is of a version that is not known here", fault(later));
    assertEquals(
        "but it carries a signature, which OpenSSH has given up. Make it anew with ssh-keygen -k",
        fault(signed));
    assertEquals("but it holds a section of kind 77 that is not known here", fault(unknown));
    List<String> faults = new ArrayList<>();
    Revoked unused = Revoked.parse(new byte[] {(byte) 0xff, 0, 1}, faults);
    assertEquals(
        List.of("it is neither a text of public keys nor a revocation list (KRL)"), faults);
  }

  private static String fault(byte[] list) {
    List<String> faults = new ArrayList<>();
    Revoked unused = Revoked.parse(list, faults);
    return faults.getFirst().replace("it is a revocation list (KRL), ", "");
  }

  private static Proof.SshSignature certified(Path by, String serial) {
    Path cleo = folder.resolve("cleo");
    if (!Files.exists(cleo)) {
      cleo = keys.key("cleo", "ed25519");
    }
    String unused =
        Keys.run(
            "-q", "-s", by.toString(), "-I", "laptop", "-z", serial, "-n", "cleo", cleo + ".pub");
    return keys.sign(Path.of(cleo + "-cert.pub"), TEXT);
  }

  /**
   * @param by the authority whose certificates are meant; empty where none are
   */
  private static byte[] list(String by, String spec) throws IOException {
    Path list = folder.resolve("krl");
    Path specification = keys.write("specification", spec);
    List<String> command = new ArrayList<>(List.of("-k", "-q", "-f", list.toString()));
    if (!by.isEmpty()) {
      command.addAll(List.of("-s", by));
    }
    command.add(specification.toString());
    String unused = Keys.run(command.toArray(String[]::new));
    return Files.readAllBytes(list);
  }

  private static AllowedSigners signers(byte[] revoked) {
    List<String> faults = new ArrayList<>();
    AllowedSigners signers =
        AllowedSigners.parse(
            "ana %s\nben %s\n* cert-authority %s\n"
                .formatted(Keys.pub(ana), Keys.pub(ben), Keys.pub(authority)),
            Revoked.parse(revoked, faults),
            faults);
    assertEquals(List.of(), faults);
    return signers;
  }

  private static String fingerprint(Path key) {
    return Keys.run("-lf", key + ".pub").split(" ")[1];
  }

  private static String unproven(AllowedSigners signers, Proof.SshSignature signature) {
    return String.valueOf(
        assertThrows(UnprovenException.class, () -> signers.prove(signature, TEXT, Instant.now()))
            .getMessage());
  }
}
