package io.slipway.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class SignerTest {
  private static final String ED25519 =
      "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ+7mDcZU+T+tGw7tSc5xnMcs0Ncedeu9k"
          + "eq9dzABp3R ci@example.com";
  private static final String P256 =
      "ecdsa-sha2-nistp256 AAAAE2VjZHNhLXNoYTItbmlzdHAyNTYAAAAIbmlzdHAyNTYAAA"
          + "BBBNH1LPVFytb0NbamaHeoxfm8w7wh+zjg5HAfixhb4Nn3vyd7dTv/rEE73rSoZN+YIjwo"
          + "XWT/M+PLdKJQ+VwPwHs= ci@example.com";
  private static final String P384 =
      "ecdsa-sha2-nistp384 AAAAE2VjZHNhLXNoYTItbmlzdHAzODQAAAAIbmlzdHAzODQAAA"
          + "BhBK0Y5g7ex683y7Ghgfd1cz2iPPk74/0WO1t5bH0cWZmAkZviHF+vTc1dT2E3sSXOToaX"
          + "oeP+fff1UBtb/ym08Piv9Gwol/sRbby0nk/sR/WqAYj/ACiWsSPb6ciJzhk4XQ== ci@ex"
          + "ample.com";
  private static final String P521 =
      "ecdsa-sha2-nistp521 AAAAE2VjZHNhLXNoYTItbmlzdHA1MjEAAAAIbmlzdHA1MjEAAA"
          + "CFBAH+xGMq5lpsPYW890PrTeoWm2X7k6fY1LFR/2Utyx0h7sD0nY6WB+urXIkkHZvGfBQR"
          + "s+pn9B7zHxcWQXBZId40hQBcxOhL8TtikhhUQpsZUGeMgYn5KrVwh84gFZNm+p3EqXel7U"
          + "FMNW6DKM0NY7P88LWBmHPn7IOiEtkkeM4Xw8JEnw== ci@example.com";
  private static final String RSA =
      "ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABAQDLIaLhVgahkUoBUCvqhSKPmBCzZn4uoD"
          + "L33XNWZdAw4cqHJr1zaAORnYkUvqvdpKxdnIvew7hfrsLMXnARuVP5dwpqQf5UMbZWsP95"
          + "k5r71PZQMtYVuziicP+OWDuYG4KI6+hAPFZaeUfYE6Dl2IKAhy2+4X+2QFt9MyankH/11a"
          + "AlObfEbEohiMKNJWJx7Wfu4Ev/zM87cy4/7Bp19z5P6P4gH69Sgmxqra9xurxVrwF/r3wi"
          + "S+goSa7iQkqOFpdMX+dJfFLJ6dmNFGpxqYBS7Cl1YuR1RtBg4MY7QHgvwtwUOPKzfTj7qC"
          + "WuRJdTQ14eRr2Ahm1Jh7NHQu0PgkI5 ci@example.com";
  private static final String SHORT_RSA =
      "ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAAAgQDJZMIs0TB09ZmYvu5BezEHApRJgwsHOH"
          + "vNigPjAKa7+i4tJWM8ew41gsdmL6kUSbajwWw4w/6y+gz2txyw+fZbKutb1Ji6JXikqfPj"
          + "ClA+3QMGDEVi8U09dZci6o/EGZaOVocjcdLw8XWSySW2yzakUEoOgvn9qXau+0EfeW/uwQ"
          + "== ci@example.com";

  static Stream<String> keys() {
    return Stream.of(ED25519, P256, P384, P521, RSA);
  }

  @ParameterizedTest
  @MethodSource("keys")
  void takes_keys_as_their_files_hold_them(String line) {
    assertEquals(Optional.empty(), Signer.fault(line));
    Signer signer = new Signer(line);
    assertEquals("ci@example.com", signer.name());
    assertTrue(signer.fingerprint().matches("SHA256:[A-Za-z0-9+/]{43}"), signer.fingerprint());
    assertEquals(line, "%s %s ci@example.com".formatted(signer.type(), signer.base64()));
  }

  @Test
  void one_without_a_comment_is_known_by_its_fingerprint() {
    Signer signer = new Signer(ED25519.replace(" ci@example.com", ""));
    assertEquals(signer.fingerprint(), signer.name());
    assertEquals("SHA256:+NOjrNmRtY0szYGSfagsMNG1MgN1OnCo2JKbrloNByQ", signer.name());
  }

  @ParameterizedTest
  @MethodSource("keys")
  void refuses_what_was_cut_or_has_more_behind_it(String line) {
    String[] words = line.split(" ");
    byte[] key = Base64.getDecoder().decode(words[1]);
    for (int length = 0; length <= key.length + 1; length++) {
      byte[] other = java.util.Arrays.copyOf(key, length);
      String encoded = Base64.getEncoder().encodeToString(other);
      assertEquals(
          length != key.length,
          Signer.fault("%s %s".formatted(words[0], encoded)).isPresent(),
          "%s with %d bytes".formatted(words[0], length));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "ssh-ed25519, no type with a key",
    "ssh-ed25519 AAAA*, damaged",
    "ssh-ed25519 AAAA, damaged",
    "ssh-dss AAAAB3NzaC1kc3MAAACB, not known here",
    "sk-ssh-ed25519@openssh.com AAAAGnNrLXNzaC1lZDI1NTE5QG9wZW5zc2guY29t, security key",
    "sk-ecdsa-sha2-nistp256@openssh.com AAAA, security key",
    "ssh-ed25519-cert-v01@openssh.com AAAA, a certificate",
    "ci@example.com ssh-ed25519, not known here"
  })
  void refuses_what_is_no_key_and_does_not_quote_it(String line, String why) {
    String fault = Signer.fault(line).orElse("nothing is wrong");
    assertTrue(fault.contains(why), fault);
    assertFalse(fault.contains("AAAA"), fault);
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> new Signer(line));
    assertTrue(String.valueOf(refused.getMessage()).contains(why), refused.getMessage());
  }

  @Test
  void refuses_short_keys_of_rsa_and_types_that_do_not_fit() {
    assertEquals(
        Optional.of("is of RSA with 1024 bits, and 2048 to 16384 are taken"),
        Signer.fault(SHORT_RSA));
    assertEquals(
        Optional.of("is of another type than it says"),
        Signer.fault(ED25519.replace("ssh-ed25519 ", "ssh-rsa ")));
  }

  @Test
  void signatures_need_signers() {
    assertThrows(IllegalArgumentException.class, () -> new Signatures("{url}.sig", List.of()));
    Signatures both =
        new Signatures(
            "{url}.sig", List.of(new Signer(ED25519), new Signer(P256), new Signer(RSA + " 2")));
    assertEquals("ci@example.com or ci@example.com 2", both.names());
  }
}
