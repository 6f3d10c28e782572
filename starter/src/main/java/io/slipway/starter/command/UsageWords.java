package io.slipway.starter.command;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says what is wrong with a command line, and what may have been meant. */
final class UsageWords {
  private UsageWords() {}

  static String of(ParameterException failure) {
    CommandLine command = failure.getCommandLine();
    String name = command.getCommandSpec().qualifiedName();
    String help = "'%s --help' tells how it is used.".formatted(name);
    if (!(failure instanceof UnmatchedArgumentException unmatched)) {
      return "%s: %s. %s".formatted(name, stripped(failure), help);
    }
    String first = unmatched.getUnmatched().getFirst();
    List<String> meant = unmatched.getSuggestions();
    String suggestion =
        meant.isEmpty() ? "" : "Did you mean %s? ".formatted(String.join(" or ", meant));
    return "%s: there is no %s %s. %s%s"
        .formatted(name, kind(command, first), first, suggestion, help);
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
