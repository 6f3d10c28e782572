package io.slipway.starter.command;

import io.slipway.contract.RetryRequest;
import io.slipway.starter.config.HostPatterns;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code slipway retry}: lets a paused run try failed hosts again. */
@Command(
    name = "retry",
    description =
        "Let a paused run try the hosts that have failed again, from the step that failed or from"
            + " an earlier one.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  slipway retry production",
      "  slipway retry production --host web3 --from restart --reason 'disk was full'"
    })
final class RetryCommand extends DecisionCommand {
  @Option(
      names = "--host",
      paramLabel = "PATTERN",
      split = ",",
      description = "Only failed hosts with this name; * and ? stand for any text and character.")
  List<String> hosts = new ArrayList<>();

  @Option(
      names = "--from",
      paramLabel = "STEP",
      description =
          "Begin with this step, also if it went well: checkout, build, migrate, drain,"
              + " before-switch, symlink, restart, verify or undrain. A host that has switched is"
              + " put back before its release is made anew.")
  @Nullable String from;

  RetryCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  public Integer call() throws InterruptedException {
    if (from != null && !RetryRequest.STEPS.contains(from)) {
      throw new CommandLine.ParameterException(
          spec.commandLine(),
          "--from: '%s' is no step to begin with. These are: %s."
              .formatted(from, String.join(", ", RetryRequest.STEPS)));
    }
    return decideOn(
        named(stage.stage),
        "retry",
        new HostPatterns(hosts),
        (cluster, names) -> new RetryRequest(cluster.asker(), reason, names, from),
        from);
  }
}
