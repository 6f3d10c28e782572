package io.slipway.ssh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.slipway.domain.PlainText;
import io.slipway.domain.Wildcard;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of OpenSSH, and names of hosts, that nobody would write. */
class HostileSshTextTest {
  private static final Path FILE = Path.of("/known_hosts");

  @Property(tries = 1000)
  void known_hosts_are_read_whatever_they_hold(@ForAll("lines") List<String> lines) {
    KnownHosts known = KnownHosts.parse(FILE, lines);

    assertTrue(known.lines().size() <= lines.size());
    known.algorithms("web1", 22).forEach(name -> assertEquals(PlainText.of(name), name));
    known.lines().forEach(line -> assertFalse(line.key().fingerprint().isEmpty()));
  }

  @Property(tries = 1000)
  void what_ssh_answers_is_read_whatever_it_holds(@ForAll String text) {
    OpenSshConfig.parse(text).forEach((key, values) -> assertFalse(values.isEmpty(), key));
  }

  @Property(tries = 2000)
  void a_bastion_is_a_host_or_is_refused_in_plain_words(@ForAll("hops") String text) {
    try {
      Hop hop = Hop.parse(text, "ana");
      String line = KnownHosts.nameOf(hop.host(), hop.port());
      assertEquals(PlainText.of(hop.toString()), hop.toString());
      assertFalse(line.matches("(?s).*[\\s,*?!|#].*"), line);
    } catch (IllegalArgumentException e) {
      String message = String.valueOf(e.getMessage());
      assertEquals(PlainText.of(message), message);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-oProxyCommand=id",
        "web1\n* ssh-ed25519 AAAA",
        "web1 ssh-ed25519 AAAA",
        "web1,*",
        "*",
        "!web1",
        "@cert-authority",
        "|1|a|b",
        "#",
        "web\u202e1"
      })
  void an_address_that_known_hosts_would_take_for_something_else_is_refused(String address) {
    assertThrows(IllegalArgumentException.class, () -> new Hop("ana", address, 22));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "ops@", "ops@:22", "[::1]x22", "[10.0.0.1]2222", "[22", "[]", "[]:22"})
  void a_bastion_that_names_no_host_or_hides_its_port_is_refused(String text) {
    assertThrows(IllegalArgumentException.class, () -> Hop.parse(text, "ana"));
  }

  @Test
  void no_pattern_takes_long() {
    assertTimeoutPreemptively(
        Duration.ofSeconds(5),
        () -> assertFalse(Wildcard.matches("*a".repeat(500) + "b", "a".repeat(5_000))));
  }

  @Provide
  Arbitrary<List<String>> lines() {
    Arbitrary<String> word =
        Arbitraries.oneOf(
            Arbitraries.of(
                "@cert-authority",
                "@revoked",
                "@other",
                "|1|",
                "|1|AAAA|AAAA",
                "|1||",
                "web1",
                "*",
                "!web1,*",
                "[web1]:22",
                "ssh-ed25519",
                "ecdsa-sha2-nistp256",
                "AAAAC3NzaC1lZDI1NTE5AAAAIHFZqD2dO8Ipq4cYVh0u+1pUrcwgAcIMHy7cT2pDxWnW",
                "AAAA",
                "/////w==",
                "#",
                "\t",
                ""),
            Arbitraries.strings().ofMaxLength(8));
    return word.list().ofMaxSize(5).map(words -> String.join(" ", words)).list().ofMaxSize(5);
  }

  @Provide
  Arbitrary<String> hops() {
    Arbitrary<String> piece =
        Arbitraries.oneOf(
            Arbitraries.of("ssh://", "@", ":", "[", "]", "::1", "22", "web1", "-", "99999", "\n"),
            Arbitraries.strings().ofMaxLength(4));
    return Combinators.combine(piece.list().ofMaxSize(6), Arbitraries.just(""))
        .as((pieces, none) -> String.join(none, pieces));
  }
}
