package io.slipway.starter.command;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.slipway.starter.output.ExitCode;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The reference says what the program does. */
final class ReferenceTest {

  @Test
  void commands() {
    Map<String, String> sections =
        CommandReference.sections(CommandTree.of(new CommandBench.NoEngine(), Map.of()));

    // The root lists the commands of the whole program, which only its assembly knows.
    sections.remove("slipway");
    assertTrue(sections.containsKey("slipway deploy"), sections.keySet().toString());
    Reference.page("commands.md").holds(sections);
  }

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
