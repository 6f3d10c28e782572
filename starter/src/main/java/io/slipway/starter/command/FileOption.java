package io.slipway.starter.command;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Which file describes the application. */
final class FileOption {
  @Option(
      names = {"-f", "--file"},
      paramLabel = "FILE",
      defaultValue = "slipway.yml",
      description = "File that describes the application. Default: ${DEFAULT-VALUE}.")
  Path file;
}
