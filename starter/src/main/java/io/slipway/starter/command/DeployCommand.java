package io.slipway.starter.command;

import io.slipway.contract.Answer;
import io.slipway.contract.DeployRequest;
import io.slipway.contract.ScheduleOrder;
import io.slipway.contract.Timing;
import io.slipway.contract.Trigger;
import io.slipway.domain.Queueing;
import io.slipway.domain.Target;
import io.slipway.starter.config.SlipwayFile;
import io.slipway.starter.output.ExitCode;
import io.slipway.starter.output.Scheduled;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code slipway deploy}: makes a release of a revision live. */
@Command(
    name = "deploy",
    description = {
      "Make a release of a revision and put it live, batch by batch; or put everything back.",
      "The deploy runs in Temporal: Ctrl-C stops watching it, and nothing else."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  slipway deploy production --revision v1.4.2",
      "  slipway deploy production --revision main --role web --reason 'hotfix 311'",
      "  slipway deploy production --revision v1.4.2 --detach && slipway watch production",
      "  slipway deploy production --resume-failed",
      "  slipway deploy production --revision v1.4.2 --at 2026-12-01T22:00+01:00"
    })
final class DeployCommand extends ClusterCommand {
  private static final DateTimeFormatter NAME =
      DateTimeFormatter.ofPattern("uuuuMMdd-HHmmss", Locale.ROOT);

  private static final Duration AHEAD = Duration.ofSeconds(15);

  @Mixin StageParameter stage;

  @ArgGroup @Nullable What what;

  /** What to deploy. There is no default: which code goes live is always said. */
  static final class What {
    @Option(
        names = {"-r", "--revision"},
        paramLabel = "REF",
        required = true,
        description =
            "Branch, tag or commit, or version of an artifact; resolved once, for all hosts.")
    String ref = "";

    @Option(
        names = "--resume-failed",
        required = true,
        description =
            "What the last deploy had, but only on the hosts that it did not reach. They get the"
                + " same release; the migration is not run again.")
    boolean resumeFailed;
  }

  @Option(
      names = "--at",
      paramLabel = "TIME",
      description =
          "Do it then, such as 2026-12-01T22:00+01:00, whether this machine is on or not; see"
              + " slipway schedule list. Missed by more than 10 minutes, it is not done.")
  @Nullable String at;

  @Mixin PinOption pin;
  @Mixin SelectionOptions selection;
  @Mixin RunOptions run;
  @Mixin LineOptions line;
  @Mixin PlainOption plain;
  @Mixin MigrationOption migration;

  @Option(
      names = "--override-freeze",
      description =
          "Deploy although windows of the stage or a freeze have it closed. Takes the permission"
              + " 'override' and --reason; both are kept in the audit trail.")
  boolean overrideFreeze;

  DeployCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  public Integer call() throws InterruptedException {
    What asked = what;
    if (asked == null) {
      throw new CommandLine.ParameterException(
          spec.commandLine(),
          "Say what to deploy: --revision REF, or --resume-failed for what the last deploy left.");
    }
    SlipwayFile read = SlipwayFile.read(file.file);
    Target target = migration.applied(target(read, stage.stage, selection));
    // What an earlier deploy has left would be something else once others had their turn.
    Queueing queueing =
        asked.resumeFailed ? Queueing.refuse() : line.over(read.queueing(target.stage()));
    if (asked.resumeFailed && (line.whenBusy != null || line.queueFor != null)) {
      throw new CommandLine.ParameterException(
          spec.commandLine(),
          "--resume-failed does not wait: what the last deploy left would be something else then");
    }
    if (!asked.resumeFailed) {
      MigrationOption.require(target);
    }
    if (overrideFreeze && (run.reason == null || run.reason.isBlank())) {
      throw wrong("--override-freeze needs --reason: why it cannot wait until the stage opens");
    }
    if (overrideFreeze && at != null) {
      throw wrong("--override-freeze goes without --at: it is for what cannot wait");
    }
    if (at != null) {
      return later(asked, target, queueing);
    }
    if (pin.pin) {
      throw wrong("--pin needs --at; what is deployed now is the commit that is there now");
    }
    return ask(
        (cluster, output) -> {
          Resumption wanted =
              asked.resumeFailed
                  ? Resumption.of(cluster, target)
                  : new Resumption(target, asked.ref, null);
          DeployRequest request =
              new DeployRequest(
                  cluster.reachable(wanted.target()),
                  wanted.ref(),
                  cluster.asker(),
                  run.reason,
                  wanted.release(),
                  queueing,
                  cluster.trigger());
          Answer answer = cluster.stages().deploy(overrideFreeze ? request.overriding() : request);
          return new Launched(cluster, output, run, format.quiet)
              .carryOn(answer, wanted.ref(), wanted.target());
        });
  }

  private Integer later(What asked, Target target, Queueing queueing) throws InterruptedException {
    if (asked.resumeFailed || run.detach) {
      throw wrong("--at goes with neither --resume-failed nor --detach: nobody watches it");
    }
    Instant time = time();
    return ask(
        (cluster, output) -> {
          DeployRequest deploy =
              new DeployRequest(
                  cluster.reachable(target),
                  pin.ref(cluster, target, asked.ref),
                  cluster.asker(),
                  run.reason,
                  null,
                  queueing,
                  Trigger.SCHEDULE);
          requireAhead(time);
          String name = "at-" + NAME.format(time.atOffset(ZoneOffset.UTC));
          Scheduled.Line made =
              cluster.schedules().create(new ScheduleOrder(name, deploy, Timing.once(time), null));
          output.say(new Scheduled(target.application(), "created", List.of(made)));
          cluster.sayWhoKeepsSchedules();
          return ExitCode.DONE;
        });
  }

  private Instant time() {
    Instant time = TimeText.instant(spec.commandLine(), "--at", String.valueOf(at));
    requireAhead(time);
    return time;
  }

  /** What Temporal hears of a moment before, or after, would never be done. */
  private void requireAhead(Instant time) {
    if (time.isBefore(Instant.now().plus(AHEAD))) {
      throw wrong(
          "--at: %s is over, or less than %d s from now; to deploy now, leave it out"
              .formatted(at, AHEAD.toSeconds()));
    }
  }

  private CommandLine.ParameterException wrong(String why) {
    return new CommandLine.ParameterException(spec.commandLine(), why);
  }
}
