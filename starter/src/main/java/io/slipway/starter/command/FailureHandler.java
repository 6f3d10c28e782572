package io.slipway.starter.command;

import io.slipway.starter.output.ExitCode;
import io.slipway.starter.output.Failure;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * The one place where failures of commands become sentences and exit codes. In JSON the failure is
 * the last line.
 */
final class FailureHandler implements IExecutionExceptionHandler, IParameterExceptionHandler {

  @Override
  public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed) {
    OutputOptions options = OutputOptions.of(command);
    Failure told = FailureWords.of(failure, command.getCommandSpec().qualifiedName());
    options
        .output(command)
        .fail(options.stacktrace ? told.withTrace(FailureWords.trace(failure)) : told);
    return told.exitCode();
  }

  /** Wrong usage. The options may not all be read, so that the format is looked up by hand. */
  @Override
  public int handleParseException(ParameterException failure, String[] arguments) {
    List<String> all = Arrays.asList(arguments);
    OutputOptions options = new OutputOptions();
    options.format = json(all) ? OutputOptions.Format.json : options.format;
    CommandLine command = failure.getCommandLine();
    options.output(command).fail(Failure.of(ExitCode.USAGE, UsageWords.of(failure, all)));
    return ExitCode.USAGE.number();
  }

  private static boolean json(List<String> arguments) {
    int at = arguments.indexOf(OutputOptions.FORMAT);
    return arguments.contains(OutputOptions.FORMAT + "=json")
        || (at >= 0 && at + 1 < arguments.size() && arguments.get(at + 1).equals("json"));
  }
}
