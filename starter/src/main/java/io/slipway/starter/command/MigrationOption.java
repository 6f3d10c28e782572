package io.slipway.starter.command;

import io.slipway.domain.Target;
import io.slipway.starter.output.ExitCode;
import io.slipway.starter.output.ProblemException;
import picocli.CommandLine.Option;

/** Keeps code from going live without its migration by mere accident of the selection. */
final class MigrationOption {
  @Option(
      names = "--without-migration",
      description = "Go on although no selected host can run the migration.")
  boolean without;

  /**
   * @throws ProblemException when the migration would be left out and nobody said so
   */
  void require(Target target) {
    if (!without) {
      DeployPlan.leftOutMigration(target)
          .ifPresent(
              fault -> {
                throw new ProblemException(ExitCode.USAGE, fault);
              });
    }
  }
}
