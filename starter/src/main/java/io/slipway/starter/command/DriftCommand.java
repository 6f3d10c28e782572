package io.slipway.starter.command;

import io.slipway.domain.Target;
import io.slipway.starter.config.DurationText;
import io.slipway.starter.output.DriftWatched;
import io.slipway.starter.output.ExitCode;
import io.slipway.starter.output.Output;
import java.io.Console;
import java.time.Duration;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** {@code slipway drift}: in what hosts differ from what they should be. */
@Command(
    name = "drift",
    description = {
      "Compare all hosts with what the stage should serve, and with each other. Changes nothing.",
      "Ends with 9 when a host differs, or could not be looked at."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  slipway drift production                look now",
      "  slipway drift production --repair       put right what can be, after asking",
      "  slipway drift production --every 15m --notify-command 'notify-ops'",
      "  slipway drift production --every off"
    })
final class DriftCommand extends ClusterCommand {
  private static final String OFF = "off";
  private static final Duration SHORTEST = Duration.ofMinutes(1);

  @Mixin StageParameter stage;
  @Mixin SelectionOptions selection;

  @Option(
      names = "--repair",
      description = "Show what can be put right, ask, and do it as a run of its own.")
  boolean repair;

  @Option(
      names = {"-y", "--yes"},
      description = "Do not ask before repairing.")
  boolean yes;

  @Option(
      names = "--every",
      paramLabel = "DURATION",
      description =
          "Look again and again, on the worker, at the hosts as they are in slipway.yml now; 'off'"
              + " ends it. See slipway status.")
  @Nullable String every;

  @Option(
      names = "--notify-command",
      paramLabel = "COMMAND",
      description =
          "With --every: run this on the worker when differences come or go, with JSON on its"
              + " standard input.")
  @Nullable String notifyCommand;

  DriftCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  public Integer call() throws InterruptedException {
    refuseOddOptions();
    Target target = target(stage, selection);
    Duration interval = every == null || every.equals(OFF) ? null : interval(every);
    return ask(
        (cluster, output) -> {
          if (every == null) {
            return look(cluster, output, target);
          }
          output.say(
              interval == null
                  ? unwatched(cluster, target)
                  : cluster
                      .drift()
                      .watch(cluster.reachable(target), cluster.asker(), interval, notifyCommand));
          return ExitCode.DONE;
        });
  }

  private ExitCode look(Cluster cluster, Output output, Target target) throws InterruptedException {
    DriftLook look = DriftLook.at(cluster, output, target);
    output.say(look.drift());
    return repair && !look.drift().differences().isEmpty()
        ? new DriftRepair(cluster, output, format.quiet)
            .repair(look, target, selection.all(), consent())
        : look.exit();
  }

  /** Asks who sits at the terminal; who cannot be asked has to say it beforehand. */
  @SuppressWarnings("SystemConsoleNull") // Newer ones read from a pipe, which answers as well.
  private Predicate<String> consent() {
    Console console = System.console();
    if (yes) {
      return question -> true;
    }
    if (console == null) {
      throw wrong("--repair asks before it begins, and here is nobody to ask: give --yes");
    }
    return question -> "y".equalsIgnoreCase(console.readLine("%s [y/N] ", question));
  }

  private static DriftWatched unwatched(Cluster cluster, Target target) {
    return cluster.drift().unwatch(target.application(), target.stage());
  }

  private void refuseOddOptions() {
    if (every != null && repair) {
      throw wrong("--every looks only; repair by hand: slipway drift STAGE --repair");
    }
    if (notifyCommand != null && (every == null || every.equals(OFF))) {
      throw wrong("--notify-command needs --every DURATION");
    }
    if (yes && !repair) {
      throw wrong("--yes needs --repair");
    }
  }

  private Duration interval(String text) {
    Duration interval;
    try {
      interval = DurationText.parse(text, true);
    } catch (IllegalArgumentException e) {
      throw wrong("--every: %s".formatted(e.getMessage()));
    }
    if (interval.compareTo(SHORTEST) < 0) {
      throw wrong("--every: %s is shorter than 1m".formatted(text));
    }
    return interval;
  }

  private ParameterException wrong(String why) {
    return new ParameterException(spec.commandLine(), why);
  }
}
