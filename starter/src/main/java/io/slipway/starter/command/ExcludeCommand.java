package io.slipway.starter.command;

import io.slipway.contract.ExcludeRequest;
import io.slipway.domain.Host;
import io.slipway.domain.HostName;
import io.slipway.domain.Target;
import io.slipway.starter.config.SlipwayFile;
import io.slipway.starter.output.Decided;
import io.slipway.starter.output.ExitCode;
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
final class ExcludeCommand extends RunCommand {
  @Option(
      names = "--host",
      paramLabel = "PATTERN",
      split = ",",
      required = true,
      description = "Hosts with this name; * and ? stand for any text and character.")
  List<String> hosts = new ArrayList<>();

  @Option(
      names = "--wait",
      description = "Watch until the run has ended; the exit code is the run's.")
  boolean wait;

  ExcludeCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  public Integer call() throws InterruptedException {
    Target target = SlipwayFile.read(file.file).target(stage.stage, hosts, List.of());
    List<HostName> names = target.hosts().stream().map(Host::name).toList();
    return tell(
        target,
        new Telling(
            "exclude",
            cluster -> new ExcludeRequest(cluster.asker(), reason, names),
            run -> Decided.of("exclude", run, names, null)),
        wait,
        ExitCode::of);
  }
}
