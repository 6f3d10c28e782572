package io.slipway.starter.command;

import io.slipway.domain.StageName;
import io.slipway.starter.config.SlipwayFile;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Parameters;

/** Which stage is meant, or all of the file. */
final class StagesParameter {
  @Parameters(
      arity = "0..1",
      paramLabel = "STAGE",
      description = "A stage of slipway.yml. Default: all of them.")
  @Nullable String stage;

  List<StageName> of(SlipwayFile file) {
    return stage == null ? file.stages() : List.of(file.named(stage).stage());
  }
}
