package io.slipway.starter.command;

import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** What schedules may be called. */
final class ScheduleNames {
  static final String USUAL = "deploy";

  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

  private ScheduleNames() {}

  static void require(CommandLine command, String name) {
    if (!NAME.matcher(name).matches()) {
      throw new ParameterException(
          command,
          "--name: it is made of a to z, 0 to 9 and hyphens, such as nightly; 63 of them at most");
    }
  }
}
