package io.slipway.starter.command;

import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says what is wrong with a command line, and what may have been meant. */
final class UsageWords {
  private UsageWords() {}

  /**
   * @param arguments the whole command line
   */
  static String of(ParameterException failure, List<String> arguments) {
    CommandLine command = failure.getCommandLine();
    String name = command.getCommandSpec().qualifiedName();
    String help = "'%s --help' tells how it is used.".formatted(name);
    Optional<String> unknown = unknown(failure, arguments);
    return unknown.isEmpty()
        ? "%s: %s. %s".formatted(name, stripped(failure), help)
        : "%s: there is no %s %s. %s%s"
            .formatted(
                name,
                kind(command, unknown.get()),
                unknown.get(),
                suggestion(command, unknown.get()),
                help);
  }

  /** A mistyped option is also why a required one is missing. */
  private static Optional<String> unknown(ParameterException failure, List<String> arguments) {
    return switch (failure) {
      case UnmatchedArgumentException unmatched -> Optional.of(unmatched.getUnmatched().getFirst());
      case MissingParameterException missing ->
          arguments.stream()
              .filter(a -> a.startsWith("--") && a.length() > 2)
              .map(a -> a.replaceAll("=.*", ""))
              .filter(a -> !known(failure.getCommandLine(), a))
              .findFirst();
      default -> Optional.empty();
    };
  }

  private static boolean known(CommandLine command, String option) {
    return command.getCommandSpec().findOption(option) != null;
  }

  private static String suggestion(CommandLine command, String unknown) {
    return new UnmatchedArgumentException(command, List.of(unknown))
        .getSuggestions().stream().findFirst().map("Did you mean %s? "::formatted).orElse("");
  }

  private static String kind(CommandLine command, String argument) {
    if (argument.startsWith("-")) {
      return "option";
    }
    return command.getSubcommands().isEmpty() ? "place for" : "command";
  }

  private static String stripped(ParameterException failure) {
    return String.valueOf(failure.getMessage()).replaceAll("[.\\s]+$", "");
  }
}
