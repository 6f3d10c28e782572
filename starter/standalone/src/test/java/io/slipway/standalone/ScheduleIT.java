package io.slipway.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.util.Timestamps;
import io.slipway.contract.DeployRequest;
import io.slipway.contract.Initiator;
import io.slipway.contract.ScheduleOrder;
import io.slipway.contract.Timing;
import io.slipway.contract.WireFormat;
import io.slipway.domain.ApplicationName;
import io.slipway.domain.StageName;
import io.slipway.domain.Target;
import io.slipway.rollout.CronTimes;
import io.slipway.standalone.Installation.CommandEnd;
import io.slipway.starter.config.SlipwayFile;
import io.slipway.starter.gateway.ScheduleGateway;
import io.slipway.starter.proof.Signing;
import io.slipway.testbench.Eventually;
import io.slipway.testbench.Fleet;
import io.slipway.testbench.FleetExtension;
import io.slipway.testbench.GitRepository;
import io.temporal.api.workflowservice.v1.DescribeScheduleRequest;
import io.temporal.api.workflowservice.v1.ListScheduleMatchingTimesRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Schedules of a real Temporal server, with a real worker and a real host. */
class ScheduleIT {
  private static final Duration LIMIT = Duration.ofMinutes(4);

  @RegisterExtension static final FleetExtension extension = FleetExtension.of(1);

  private final Fleet fleet = extension.get();
  private final GitRepository repository = fleet.repository("scheduled");
  private final Installation installation = Installation.on(fleet);
  private final WorkflowServiceStubs stubs =
      WorkflowServiceStubs.newServiceStubs(
          WorkflowServiceStubsOptions.newBuilder()
              .setTarget(installation.server().address())
              .build());
  private final WorkflowClient client =
      WorkflowClient.newInstance(
          stubs,
          WorkflowClientOptions.newBuilder().setDataConverter(WireFormat.dataConverter()).build());

  @BeforeEach
  void describe() {
    TwoVersions.in(repository, Map.of());
    installation.describe(
        """
        application: app
        repository: %s
        deploy_to: /srv/app
        steps: {build: "test ! -e /srv/broken"}
        """
            .formatted(fleet.gitUrl("scheduled")),
        "{batches: [100%], attempts: 1}");
  }

  @AfterEach
  void close() {
    stubs.shutdownNow();
    installation.close();
    repository.close();
  }

  private String list() {
    return CommandEnd.ending(0, installation.slipway("schedule", "list")).output();
  }

  private void awaitListed(String words) {
    // Temporal may take its time to tell of a schedule whose workflow runs.
    Eventually.within(
        LIMIT, words, () -> installation.slipway("schedule", "list").output().contains(words));
  }

  /** After an outage, once a worker has found its server again. */
  private String history() {
    CommandEnd[] end = new CommandEnd[1];
    Eventually.within(
        LIMIT,
        "the history",
        () -> {
          end[0] = installation.slipway("history", "production");
          return end[0].code() == 0;
        });
    return end[0].output();
  }

  private static String in(Duration time) {
    return OffsetDateTime.now(ZoneOffset.ofHours(1))
        .plus(time)
        .truncatedTo(ChronoUnit.SECONDS)
        .toString();
  }

  @Test
  void a_deploy_is_done_at_its_time_while_nobody_is_there() {
    String time = in(Duration.ofSeconds(50));
    CommandEnd made =
        CommandEnd.ending(
            0,
            installation.slipway(
                "deploy", "production", "--revision", "v1", "--at", time, "--reason", "at night"));
    assertTrue(made.output().contains("once, "), made.output());

    awaitListed(": ran. deploy/app/production/");

    assertEquals("v1", fleet.execute(1, "cat /srv/app/current/VERSION").strip());
    assertTrue(list().contains("over"), list());
    assertTrue(history().contains("at night"), history());
    CommandEnd.ending(
        2, installation.slipway("deploy", "production", "-r", "v1", "--at", "2020-01-01T00:00Z"));
  }

  @Test
  void what_an_outage_has_missed_is_not_done_late() {
    CommandEnd.ending(0, installation.deploy("v1"));
    // The server keeps to ten minutes by the same rule as to ten seconds, its least.
    ScheduleGateway brief =
        new ScheduleGateway(client, new Signing("default", null), Duration.ofSeconds(10));
    Instant due = Instant.now().plusSeconds(20).truncatedTo(ChronoUnit.SECONDS);
    var unused = brief.create(order("missed", Timing.once(due)));

    Eventually.within(LIMIT, "a time that the server knows of", () -> next("missed") > 0);
    installation.server().kill();
    Eventually.within(LIMIT, "the outage", () -> Instant.now().isAfter(due.plusSeconds(15)));
    installation.server().restart();

    Eventually.within(
        LIMIT,
        "that it was missed",
        () ->
            brief
                .find(ApplicationName.of("app"), StageName.of("production"), "missed")
                .filter(found -> found.line().missed() == 1)
                .isPresent());
    assertEquals(1, history().lines().filter(l -> l.contains("deploy of")).count(), history());
  }

  @Test
  void is_paused_resumed_run_at_once_and_deleted() {
    CommandEnd made =
        CommandEnd.ending(
            0,
            installation.slipway(
                "schedule",
                "create",
                "production",
                "--cron",
                "0 6 * * MON-THU",
                "--zone",
                "Europe/Berlin",
                "--revision",
                "v2",
                "--pin"));
    assertTrue(made.output().contains("0 6 * * 1,2,3,4 Europe/Berlin"), made.output());
    assertTrue(made.output().contains(" 06:00 +0"), made.output());
    assertTrue(made.output().matches("(?s).* [0-9a-f]{40} .*"), made.output());

    CommandEnd.ending(
        0, installation.slipway("schedule", "pause", "production", "--reason", "holidays"));
    assertTrue(list().contains("deploy of production is paused: paused by"), list());
    assertTrue(list().contains(": holidays. Go on: slipway schedule resume"), list());
    CommandEnd.ending(0, installation.slipway("schedule", "run", "production"));
    assertEquals("v2", fleet.execute(1, "cat /srv/app/current/VERSION").strip());
    CommandEnd.ending(0, installation.slipway("schedule", "resume", "production"));
    assertTrue(!list().contains("paused"), list());
    CommandEnd.ending(0, installation.slipway("schedule", "delete", "production"));
    assertTrue(list().contains("Nothing is scheduled"), list());
    CommandEnd.ending(4, installation.slipway("schedule", "run", "production"));
  }

  @Test
  void a_deploy_that_fails_pauses_its_schedule() {
    fleet.execute(1, "touch /srv/broken");
    ScheduleGateway schedules = new ScheduleGateway(client, new Signing("default", null));
    Instant due = Instant.now().plusSeconds(20).truncatedTo(ChronoUnit.SECONDS);
    var unused = schedules.create(order("deploy", Timing.once(due)));

    awaitListed("deploy of production is paused: ");

    assertTrue(history().contains("untouched"), history());
  }

  private ScheduleOrder order(String name, Timing timing) {
    Target target =
        SlipwayFile.read(installation.file()).target("production", List.of(), List.of());
    return new ScheduleOrder(
        name, new DeployRequest(target, "v1", new Initiator("ana", "laptop"), null), timing, null);
  }

  @Test
  void the_server_keeps_to_the_clock_on_both_days_of_its_switches() {
    ScheduleGateway schedules = new ScheduleGateway(client, new Signing("default", null));
    ZoneId zone = ZoneId.of("Europe/Berlin");
    for (String cron : List.of("30 2 * * *", "0 6 * * MON-THU", "0,30 1-3 * * *", "0 * * * *")) {
      Timing timing = Timing.again(CronTimes.of(cron, zone).plain(), zone);
      ScheduleOrder order = order("switches", timing);
      var unused = schedules.create(order);
      for (String day : List.of("2027-03-27", "2027-10-30", "2028-03-25", "2028-10-28")) {
        Instant from = Instant.parse(day + "T12:00:00Z");
        Instant to = from.plus(Duration.ofHours(24));
        List<Instant> ours =
            CronTimes.of(cron, zone).after(from, 100).stream().filter(t -> !t.isAfter(to)).toList();

        List<Instant> theirs = starts(from, to);

        assertTrue(theirs.containsAll(ours), "%s: %s, not %s".formatted(cron, theirs, ours));
        // What is started besides is no time of the schedule, and does nothing.
        assertEquals(
            ours,
            theirs.stream()
                .filter(t -> CronTimes.of(cron, Objects.requireNonNull(timing.zone())).has(t))
                .toList(),
            cron);
      }
    }
  }

  /** How many times the server knows of when it will start something. */
  private int next(String name) {
    return stubs
        .blockingStub()
        .withDeadlineAfter(LIMIT.toSeconds(), TimeUnit.SECONDS)
        .describeSchedule(
            DescribeScheduleRequest.newBuilder()
                .setNamespace("default")
                .setScheduleId("schedule/app/production/" + name)
                .build())
        .getInfo()
        .getFutureActionTimesCount();
  }

  /** When the server starts something. */
  private List<Instant> starts(Instant from, Instant to) {
    return stubs
        .blockingStub()
        .listScheduleMatchingTimes(
            ListScheduleMatchingTimesRequest.newBuilder()
                .setNamespace("default")
                .setScheduleId("schedule/app/production/switches")
                .setStartTime(Timestamps.fromMillis(from.toEpochMilli()))
                .setEndTime(Timestamps.fromMillis(to.toEpochMilli()))
                .build())
        .getStartTimeList()
        .stream()
        .map(t -> Instant.ofEpochSecond(t.getSeconds()))
        .toList();
  }
}
