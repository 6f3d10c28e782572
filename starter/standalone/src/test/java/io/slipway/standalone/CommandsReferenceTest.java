package io.slipway.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.slipway.starter.command.CommandReference;
import io.slipway.testbench.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * docs/reference/commands.md says what the program says of itself. With {@code
 * -Dslipway.write=true} it is written anew.
 */
class CommandsReferenceTest {
  private static final Path PAGE = Checkout.path("docs/reference/commands.md");

  @Test
  void page_says_what_each_command_says() throws IOException {
    String page = Files.readString(PAGE);
    String introduction = page.substring(0, page.indexOf("## "));
    Path home = Path.of("/nowhere");
    Map<String, String> sections =
        CommandReference.sections(Main.commandLine(Map.of("SLIPWAY_STATE", "/nowhere"), home));
    String current = introduction + String.join("\n", sections.values());
    if (Boolean.getBoolean("slipway.write")) {
      Files.writeString(PAGE, current);
    }
    assertEquals(current, Files.readString(PAGE), "run with -Dslipway.write=true");
  }
}
