package io.slipway.starter.command;

import io.slipway.contract.ExcludeRequest;
import io.slipway.starter.config.HostPatterns;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code slipway exclude}: takes hosts out of a run. */
@Command(
    name = "exclude",
    description = {
      "Take hosts out of the run that holds a stage: those that have failed in a paused run, or"
          + " whose turn has not come.",
      "What the run has changed on them is put back. A paused run goes on if no other failure"
          + " stands."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  slipway exclude production --host web3 --reason 'disk is being replaced'"})
final class ExcludeCommand extends DecisionCommand {
  @Option(
      names = "--host",
      paramLabel = "PATTERN",
      split = ",",
      required = true,
      description = "Hosts of the run with this name; * and ? stand for any text and character.")
  List<String> hosts = new ArrayList<>();

  ExcludeCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  public Integer call() throws InterruptedException {
    return decideOn(
        named(stage.stage),
        "exclude",
        new HostPatterns(hosts),
        (cluster, names) -> new ExcludeRequest(cluster.asker(), reason, names),
        null);
  }
}
