package io.slipway.starter.command;

import io.slipway.domain.Target;
import io.slipway.starter.config.NamedStage;
import io.slipway.starter.config.SlipwayFile;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;

/** What all commands that ask Temporal about slipway.yml's stages have in common. */
abstract class ClusterCommand extends TemporalCommand {
  @Mixin FileOption file;

  ClusterCommand(Surroundings surroundings) {
    super(surroundings);
  }

  /** The stage that is meant. */
  final NamedStage named(StageParameter stage) {
    return named(stage.stage);
  }

  /**
   * The stage of this name.
   *
   * @param stage null when there is only one
   */
  final NamedStage named(@Nullable String stage) {
    return SlipwayFile.read(file.file).named(stage);
  }

  /** The stage that is meant, with the hosts that are selected. */
  final Target target(StageParameter stage, SelectionOptions selection) {
    return SlipwayFile.read(file.file).target(stage.stage, selection.hosts, selection.roles);
  }
}
