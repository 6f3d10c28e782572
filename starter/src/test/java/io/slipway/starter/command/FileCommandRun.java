package io.slipway.starter.command;

import io.slipway.codec.KeyRings;
import io.slipway.starter.gateway.LocalEngine;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;

/** One run of a command that needs the file only, with all that it printed. */
record FileCommandRun(int exit, String out, String err) {

  static FileCommandRun of(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine root =
        CommandTree.of(new NoEngine(), Map.of(), KeyRings.ofFiles())
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true))
            .setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF));
    return new FileCommandRun(root.execute(arguments), out.toString(), err.toString());
  }

  /** These commands must not ask for Temporal. */
  private static final class NoEngine implements LocalEngine {
    @Override
    public Address start(PrintWriter notes) {
      throw new AssertionError("a command that needs the file only has asked for Temporal");
    }

    @Override
    public Optional<Address> running() {
      throw new AssertionError("a command that needs the file only has asked for Temporal");
    }
  }
}
