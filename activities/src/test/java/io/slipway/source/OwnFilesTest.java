package io.slipway.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OwnFilesTest {
  private final OwnFiles own = new OwnFiles(List.of("log"), List.of(".env"));

  @ParameterizedTest
  @CsvSource({
    "0, out, '', false",
    "0, log/a, '', true",
    "5, log, '', true",
    "2, log, shared, false",
    "0, .env, '', true",
    "1, out, other, false",
    "1, log/a, log/b, true",
    "1, log/a, out, true"
  })
  void hosts_have_links_and_secrets_themselves(char type, String name, String link, boolean held)
      throws TarFault {
    assertEquals(held, own.hold(entry(type, name, link)));
  }

  @ParameterizedTest
  @CsvSource({"out, log/a", "out, .env", ".env, out"})
  void one_file_with_what_is_left_out_or_with_a_secret_is_refused(String name, String link) {
    TarFault fault =
        assertThrows(TarFault.class, () -> own.hold(entry(TarEntry.HARD_LINK, name, link)));

    assertTrue(String.valueOf(fault.getMessage()).contains("are one file"), fault.getMessage());
  }

  private static TarEntry entry(char type, String name, String link) {
    return new TarEntry(name, type, 0644, 0, 0, link);
  }
}
