package io.slipway.starter.command;

import io.slipway.domain.Target;
import io.slipway.rollout.RolloutPlanner;
import io.slipway.starter.output.ExitCode;
import io.slipway.starter.output.ProblemException;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Keeps code from going live without its migration by mere accident of the selection. */
final class MigrationOption {
  @Option(
      names = "--without-migration",
      description = "Leave the migration out, such as for hosts that were added later.")
  boolean without;

  /** The target with what is wanted of it. */
  Target applied(Target target) {
    return without ? target.withSteps(target.steps().withoutMigration()) : target;
  }

  /** Why a target cannot be deployed to, and what may be said to do it all the same. */
  static Optional<String> fault(Target target) {
    return RolloutPlanner.withoutMigration(target)
        .map(fault -> fault + " Or say --without-migration, when nothing needs to be migrated.");
  }

  /**
   * @throws ProblemException when the migration would be left out and nobody said so
   */
  static void require(Target target) {
    fault(target)
        .ifPresent(
            fault -> {
              throw new ProblemException(ExitCode.USAGE, fault);
            });
  }
}
