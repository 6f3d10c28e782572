package io.slipway.release;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.slipway.contract.FailureType;
import io.slipway.contract.HostActivities;
import io.slipway.contract.HostFailure;
import io.slipway.contract.HostOrder;
import io.slipway.contract.HostReport;
import io.slipway.contract.SourceActivities;
import io.slipway.contract.StepOutput;
import io.slipway.contract.StepReport;
import io.slipway.contract.WireFormat;
import io.slipway.domain.ReleaseId;
import io.slipway.domain.Steps;
import io.slipway.shell.HostSessions;
import io.slipway.shell.LocalShell;
import io.slipway.testbench.Eventually;
import io.temporal.activity.ActivityOptions;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.common.RetryOptions;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.testing.TestActivityEnvironment;
import io.temporal.testing.TestEnvironmentOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The activities as Temporal calls them: what goes in and comes out crosses the wire. */
class BoundaryTest {
  private static final String RELEASE = "20261124090000";

  @TempDir Path folder;

  private final TestActivityEnvironment temporal =
      TestActivityEnvironment.newInstance(
          TestEnvironmentOptions.newBuilder()
              .setWorkflowClientOptions(
                  WorkflowClientOptions.newBuilder()
                      .setDataConverter(WireFormat.dataConverter())
                      .build())
              .build());

  @AfterEach
  void close() {
    temporal.close();
  }

  private HostActivities host(HostSessions sessions) {
    temporal.registerActivitiesImplementations(
        Activities.of(
                sessions,
                folder.resolve("cache"),
                Site.nobodysSecrets(),
                Pace.USUAL,
                Attempt::current)
            .toArray());
    return temporal.newActivityStub(HostActivities.class, options());
  }

  private static ActivityOptions options() {
    return ActivityOptions.newBuilder()
        .setStartToCloseTimeout(Duration.ofMinutes(2))
        // Temporal passes on only so many beats in this time, and tells of a cancellation with the
        // next.
        .setHeartbeatTimeout(Duration.ofSeconds(2))
        .setRetryOptions(RetryOptions.newBuilder().setMaximumAttempts(1).build())
        .build();
  }

  @Test
  @Tag("capistrano-trap-6")
  void reports_and_failures_cross_the_wire() {
    try (Site site = new Site(folder)) {
      HostActivities host = host(new LocalShell("sh"));
      HostOrder order = site.deploy(RELEASE, site.commit("file", "1"));
      host.prepare(order);
      assertEquals(ReleaseId.of(RELEASE), host.activate(order).live());
      site.linkedFiles = List.of("missing");
      HostOrder next = site.deploy("20261124100000", site.repository.resolve("HEAD"));
      ActivityFailure failed = assertThrows(ActivityFailure.class, () -> host.prepare(next));
      ApplicationFailure told = assertInstanceOf(ApplicationFailure.class, failed.getCause());
      assertEquals("PRECONDITION_FAILED", told.getType());
      assertTrue(told.isNonRetryable());
      HostFailure details = told.getDetails().get(HostFailure.class);
      assertEquals("check", details.step());
      assertEquals(details.message(), told.getOriginalMessage());
    }
  }

  @Test
  void what_nobody_foresaw_may_be_tried_again() {
    try (Site site = new Site(folder)) {
      HostSessions broken =
          new HostSessions() {
            @Override
            public <T> T withSession(
                io.slipway.shell.HostAccess access,
                io.slipway.shell.Pulse pulse,
                io.slipway.shell.SessionWork<T> work) {
              throw new IllegalStateException("a bug");
            }

            @Override
            public void close() {}
          };
      HostActivities host = host(broken);
      ActivityFailure failed =
          assertThrows(ActivityFailure.class, () -> host.inspect(site.asking("main")));
      ApplicationFailure told = assertInstanceOf(ApplicationFailure.class, failed.getCause());
      assertEquals(FailureType.UNEXPECTED.name(), told.getType());
      assertTrue(!told.isNonRetryable());
      assertTrue(told.getOriginalMessage().contains("IllegalStateException: a bug"));
    }
  }

  @Test
  void cancelling_reaches_the_command_on_the_host() {
    try (Site site = new Site(folder)) {
      HostActivities host = host(new LocalShell("sh"));
      Path begun = folder.resolve("begun");
      Path ended = folder.resolve("ended");
      site.steps =
          new Steps(
              null,
              Site.step(
                  "trap 'echo > \"%s\"; exit 1' TERM; echo > '%s'; while :; do sleep 0.1; done"
                      .formatted(ended, begun)),
              null);
      HostOrder order = site.deploy(RELEASE, site.commit("file", "1"));
      host.prepare(order);
      CompletableFuture<Void> migrating = CompletableFuture.runAsync(() -> host.migrate(order));
      Eventually.within(Site.SOON, "the migration to begin", () -> Site.there(begun));
      temporal.requestCancelActivity();
      Throwable stopped = assertThrows(CompletionException.class, migrating::join).getCause();
      assertInstanceOf(
          CanceledFailure.class,
          stopped instanceof ActivityFailure f ? f.getCause() : stopped,
          String.valueOf(stopped));
      assertTrue(Site.there(ended), "it was asked to end");
    }
  }

  @Test
  void what_a_command_says_goes_out_with_heartbeats_and_the_next_attempt_goes_on_from_there() {
    try (Site site = new Site(folder)) {
      List<StepOutput> beats = new CopyOnWriteArrayList<>();
      temporal.setActivityHeartbeatListener(StepOutput.class, beats::add);
      HostActivities host = host(new LocalShell("sh"));
      Path go = folder.resolve("go");
      site.steps =
          new Steps(
              null,
              Site.step(
                  "echo one; until [ -e '%s' ]; do sleep 0.1; done; echo two; sleep 2"
                      .formatted(go)),
              null);
      HostOrder order = site.deploy(RELEASE, site.commit("file", "1"));
      host.prepare(order);
      temporal.setHeartbeatDetails(new StepOutput(order.host().name(), "migrate", 1, 100, "...o"));
      CompletableFuture<HostReport> migrating =
          CompletableFuture.supplyAsync(() -> host.migrate(order));
      StepOutput heard = new StepOutput(order.host().name(), "migrate", 4, 103, "...one\n");
      Eventually.within(Site.SOON, "the first line", () -> beats.contains(heard));
      Site.write(go, "");
      StepReport whole = migrating.join().steps().getFirst();
      assertEquals("one\ntwo\n", whole.output());
      assertFalse(whole.already());
    }
  }

  @Test
  void a_source_answers_over_the_wire() {
    try (Site site = new Site(folder)) {
      host(new LocalShell("sh"));
      SourceActivities source = temporal.newActivityStub(SourceActivities.class, options());
      String one = site.commit("file", "1");
      assertEquals(one, source.resolve(site.asking("main")).revision().value());
    }
  }
}
