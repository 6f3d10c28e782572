package io.slipway.starter.command;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Parameters;

/** Which stage is meant. */
final class StageParameter {
  @Parameters(
      arity = "0..1",
      paramLabel = "STAGE",
      description = "A stage of slipway.yml; may be left out when there is only one.")
  @Nullable String stage;
}
