package io.slipway.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.slipway.domain.PlainText;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Where a trail is kept and forwarded to is an address, or refused in plain words. */
class HostileAddressTest {

  @Property(tries = 2000)
  void a_place_to_forward_to(@ForAll("addresses") String text) {
    try {
      SinkAddress address = SinkAddress.parse(text);
      assertTrue(address.place().getHost() != null, text);
      assertTrue(address.place().getUserInfo() == null, text);
      assertEquals(PlainText.of(address.place().toString()), address.place().toString());
    } catch (AuditException e) {
      assertPlain(e);
    }
  }

  @Example
  void letters_that_change_the_places_of_others_stand_in_no_address() {
    assertPlain(
        assertThrows(
            AuditException.class, () -> SinkAddress.parse("https://log.example.com/\u202e")));
  }

  @Property(tries = 2000)
  void a_file_of_a_trail(@ForAll("addresses") String text) {
    try {
      FileSettings settings = FileSettings.parse(text, Seal.OPEN);
      assertTrue(settings.file().isAbsolute(), text);
      assertTrue(settings.rotateAt() >= 1024, text);
    } catch (AuditException e) {
      assertPlain(e);
    }
  }

  private static void assertPlain(AuditException e) {
    String message = String.valueOf(e.getMessage());
    assertEquals(PlainText.of(message), message);
  }

  @Provide
  Arbitrary<String> addresses() {
    return Arbitraries.oneOf(
            Arbitraries.of(
                "tls://",
                "tcp://",
                "udp://",
                "http://",
                "https://",
                "file:",
                "/var/log/a",
                "log",
                "localhost",
                "[::1]",
                ":",
                "6514",
                "999999999",
                "?ca=/a",
                "?size=",
                "64M",
                "0K",
                "&every=day",
                "#token=env:A",
                "@",
                "user:pass@",
                "%",
                "%zz",
                " ",
                "\n",
                "\u001b[2J",
                "\u202e",
                "\\",
                "^",
                "|"),
            // No variable of the environment holds a NUL.
            Arbitraries.strings().ofMaxLength(3).map(text -> text.replace("\0", "")))
        .list()
        .ofMaxSize(7)
        .map(pieces -> String.join("", pieces));
  }
}
