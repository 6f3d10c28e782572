package io.slipway.starter.command;

import io.slipway.domain.Target;
import io.slipway.starter.config.NamedStage;
import io.slipway.starter.config.SlipwayFile;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;

/** What all commands that ask Temporal about slipway.yml's stages have in common. */
abstract class ClusterCommand extends TemporalCommand {
  @Mixin FileOption file;

  private final List<String> notes = new ArrayList<>();

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
    return target(SlipwayFile.read(file.file), stage.stage, selection);
  }

  /**
   * The same of a file that was read.
   *
   * @param stage null when there is only one
   */
  final Target target(SlipwayFile read, @Nullable String stage, SelectionOptions selection) {
    Target target = read.target(stage, selection.hosts, selection.roles);
    notes.addAll(read.notes());
    return target;
  }

  @Override
  List<String> beforehand() {
    return List.copyOf(notes);
  }
}
