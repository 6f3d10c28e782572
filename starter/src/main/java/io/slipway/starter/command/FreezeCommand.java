package io.slipway.starter.command;

import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code slipway freeze}: many stages closed to deploys at once. */
@Command(
    name = "freeze",
    synopsisSubcommandLabel = "COMMAND",
    description = {
      "Close stages of many applications to deploys at once, and open them again.",
      "Rollbacks are done at all times. Who may is said by the permission 'freeze' of policy.yml."
    })
final class FreezeCommand implements Runnable, CommandGroup {
  private final Surroundings surroundings;

  @Spec CommandSpec spec;
  @Mixin HelpOption help;

  FreezeCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public List<Object> members() {
    return List.of(
        new FreezePutCommand(surroundings),
        new FreezeLiftCommand(surroundings),
        new FreezeListCommand(surroundings));
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Which command?");
  }
}
