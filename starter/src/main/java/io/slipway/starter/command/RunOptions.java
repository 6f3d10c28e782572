package io.slipway.starter.command;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How a run is begun. */
final class RunOptions {
  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      description = "Why, in your words; kept in the history.")
  @Nullable String reason;

  @Option(names = "--detach", description = "Return as soon as it has begun, and do not watch it.")
  boolean detach;
}
