package io.slipway.starter.command;

import io.slipway.starter.output.Detail;
import io.slipway.starter.output.Output;
import io.slipway.starter.output.Paint;
import io.slipway.starter.output.Show;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** How a command tells what it has to tell. */
public final class OutputOptions {
  static final String FORMAT = "--output";
  static final String STACKTRACE = "--stacktrace";
  static final String NO_COLOR = "--no-color";

  @Option(
      names = FORMAT,
      paramLabel = "FORMAT",
      description =
          "${COMPLETION-CANDIDATES}: words, or one JSON object a line (docs/reference/events.md)."
              + " Default: text.")
  Format format = Format.text;

  @Option(
      names = {"-q", "--quiet"},
      description = "Tell the result only, without progress and notes.")
  boolean quiet;

  @Option(
      names = {"-v", "--verbose"},
      description =
          "Tell also what commands on hosts say while they run, and what they have said in a run"
              + " that is over.")
  boolean verbose;

  @Option(
      names = NO_COLOR,
      description = "No colours. They are used on a terminal only, and never when NO_COLOR is set.")
  boolean noColor;

  @Option(names = STACKTRACE, description = "Print the stack trace of what went wrong.")
  boolean stacktrace;

  /** Forms of output. */
  enum Format {
    text,
    json
  }

  /** The options of a command that was parsed; the usual ones when it has none. */
  static OutputOptions of(CommandLine command) {
    return command.getCommandSpec().mixins().values().stream()
        .map(CommandLine.Model.CommandSpec::userObject)
        .filter(OutputOptions.class::isInstance)
        .map(OutputOptions.class::cast)
        .findFirst()
        .orElseGet(OutputOptions::new);
  }

  /** The output of the command that these options are of. */
  public Output output(CommandLine command) {
    return output(command, Show.NONE);
  }

  /**
   * The same for a command that watches runs.
   *
   * @param show where they are shown, unless all or nothing is to be told of them
   */
  Output output(CommandLine command, Show show) {
    return switch (format) {
      case json -> Output.json(command.getOut(), detail());
      case text ->
          Output.text(
              command.getOut(), command.getErr(), new Paint(colours(command)), detail(), show);
    };
  }

  private Detail detail() {
    if (quiet) {
      return Detail.RESULT;
    }
    return verbose ? Detail.OUTPUT : Detail.PROGRESS;
  }

  private boolean colours(CommandLine command) {
    return !noColor && command.getColorScheme().ansi().enabled();
  }
}
