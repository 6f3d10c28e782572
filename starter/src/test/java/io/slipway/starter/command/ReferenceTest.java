package io.slipway.starter.command;

import io.slipway.starter.output.ExitCode;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The reference says what the program does. */
final class ReferenceTest {

  @Test
  void exit_codes() {
    String rows =
        Arrays.stream(ExitCode.values())
            .map(c -> "| %d | %s |".formatted(c.number(), c.meaning()))
            .collect(Collectors.joining("\n"));

    Reference.page("exit-codes.md")
        .holds(Map.of("Codes", "## Codes\n\n| Code | Meaning |\n| --- | --- |\n" + rows + "\n"));
  }
}
