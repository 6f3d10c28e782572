package io.slipway.source;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What people read is what git calls fatal, not the advice that follows. */
final class FetchFaultTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "fatal: read error: Connection reset by peer | read error: Connection reset by peer",
        "fatal: Could not read from remote repository.; ;Please make sure you have the correct"
            + " access rights;and the repository exists. | Could not read from remote repository",
        "warning: x;fatal: early EOF | early EOF",
        "something else;at the end | at the end",
        "`` | git said nothing",
      })
  void says_why(String output, String why) {
    FetchFault fault =
        FetchFault.of(output.replace(';', '\n'), "git://git.example.com/shop.git", "deploy@web1");

    assertEquals("deploy@web1 cannot reach git://git.example.com/shop.git: " + why, fault.reason());
  }

  @Test
  void knows_the_usual_reasons() {
    FetchFault fault =
        FetchFault.of(
            "git@x: Permission denied (publickey).\nfatal: Could not read",
            "git@x:y",
            "the worker");

    assertEquals("it refuses the key of the worker", fault.reason());
  }
}
