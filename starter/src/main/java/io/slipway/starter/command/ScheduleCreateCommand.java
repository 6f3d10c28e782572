package io.slipway.starter.command;

import io.slipway.contract.DeployRequest;
import io.slipway.contract.ScheduleOrder;
import io.slipway.contract.Timing;
import io.slipway.contract.Trigger;
import io.slipway.domain.Queueing;
import io.slipway.domain.Target;
import io.slipway.rollout.CronTimes;
import io.slipway.starter.config.SlipwayFile;
import io.slipway.starter.output.ExitCode;
import io.slipway.starter.output.Scheduled;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** {@code slipway schedule create}: deploys again and again. */
@Command(
    name = "create",
    description = {
      "Have a revision deployed again and again, to the hosts as they are in slipway.yml now.",
      "A schedule of the same name is replaced."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  slipway schedule create production --cron '0 6 * * MON-THU' --zone Europe/Berlin"
          + " --revision main",
      "  slipway schedule create staging --name nightly --cron '30 2 * * *' --zone UTC --revision"
          + " main"
    })
final class ScheduleCreateCommand extends ClusterCommand {
  @Mixin StageParameter stage;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      defaultValue = ScheduleNames.USUAL,
      description = "Which schedule of the stage this is. Default: ${DEFAULT-VALUE}.")
  String name;

  @Option(
      names = "--cron",
      paramLabel = "CRON",
      required = true,
      description =
          "Five fields: minute, hour, day of the month, month, day of the week; such as '0 6 * *"
              + " MON-THU'.")
  String cron;

  @Option(
      names = "--zone",
      paramLabel = "ZONE",
      required = true,
      description = "By whose clocks, such as Europe/Berlin or UTC.")
  String zone;

  @Option(
      names = {"-r", "--revision"},
      paramLabel = "REF",
      required = true,
      description = "Branch, tag or commit; resolved each time, unless it is pinned.")
  String ref;

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      description = "Why, in your words; kept in the history of each deploy.")
  @Nullable String reason;

  @Mixin PinOption pin;
  @Mixin SelectionOptions selection;
  @Mixin LineOptions line;
  @Mixin MigrationOption migration;

  ScheduleCreateCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  public Integer call() throws InterruptedException {
    Timing timing = timing();
    ScheduleNames.require(spec.commandLine(), name);
    SlipwayFile read = SlipwayFile.read(file.file);
    Target target = migration.applied(target(read, stage.stage, selection));
    MigrationOption.require(target);
    Queueing queueing = line.over(read.queueing(target.stage()));
    return ask(
        (cluster, output) -> {
          DeployRequest deploy =
              new DeployRequest(
                  cluster.reachable(target),
                  pin.ref(cluster, target, ref),
                  cluster.asker(),
                  reason,
                  null,
                  queueing,
                  Trigger.SCHEDULE);
          Scheduled.Line made =
              cluster.schedules().create(new ScheduleOrder(name, deploy, timing, null));
          output.say(new Scheduled(target.application(), "created", List.of(made)));
          cluster.sayWhoKeepsSchedules();
          return ExitCode.DONE;
        });
  }

  private Timing timing() {
    ZoneId id;
    try {
      id = ZoneId.of(zone);
    } catch (DateTimeException e) {
      throw new ParameterException(
          spec.commandLine(),
          "--zone: '%s' is no time zone; write it like Europe/Berlin".formatted(zone),
          e);
    }
    try {
      return Timing.again(CronTimes.of(cron, id).plain(), id);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), "--cron: %s".formatted(e.getMessage()), e);
    }
  }
}
