package io.slipway.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.slipway.starter.command.CommandReference;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;

/** Prints the page of the manual, for packages. */
final class ManPage {
  private ManPage() {}

  public static void main(String[] arguments) {
    PrintStream out = new PrintStream(System.out, false, UTF_8);
    out.print(CommandReference.manPage(Main.commandLine(Map.of(), Path.of("/nonexistent"))));
    out.flush();
  }
}
