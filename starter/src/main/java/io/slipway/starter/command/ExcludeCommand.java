package io.slipway.starter.command;

import io.slipway.contract.ExcludeRequest;
import io.slipway.domain.Host;
import io.slipway.domain.HostName;
import io.slipway.domain.Target;
import io.slipway.starter.config.NamedStage;
import io.slipway.starter.config.SlipwayFile;
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
      description = "Hosts with this name; * and ? stand for any text and character.")
  List<String> hosts = new ArrayList<>();

  ExcludeCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  public Integer call() throws InterruptedException {
    Target target = SlipwayFile.read(file.file).target(stage.stage, hosts, List.of());
    List<HostName> names = target.hosts().stream().map(Host::name).toList();
    return decide(
        NamedStage.of(target),
        "exclude",
        (cluster, current) -> new ExcludeRequest(cluster.asker(), reason, names),
        names,
        null);
  }
}
