package io.slipway.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.slipway.contract.WireFormat;
import io.slipway.gate.Gate;
import io.slipway.testbench.Eventually;
import io.slipway.testbench.TemporalServer;
import io.slipway.worker.WorkerProcess;
import io.slipway.worker.WorkerSettings;
import io.temporal.api.enums.v1.EventType;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.envconfig.ClientConfigProfile;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/**
 * A new Slipway is rolled out while a deploy is under way: a real server, workers of two versions
 * and the commands as people type them, in front of hosts in memory.
 */
class VersionedWorkersIT {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final String FREE = "free";
  private static final String HELD = "held";

  @TempDir Path folder;

  private final TemporalServer server =
      TemporalServer.start(
          List.of(),
          Map.of(
              "matching.wv.VersionDrainageStatusVisibilityGracePeriod", "\"1s\"",
              "matching.wv.VersionDrainageStatusRefreshInterval", "\"1s\""));
  private final WorkflowServiceStubs stubs =
      WorkflowServiceStubs.newServiceStubs(
          WorkflowServiceStubsOptions.newBuilder().setTarget(server.address()).build());
  private final WorkflowClient client =
      WorkflowClient.newInstance(
          stubs,
          WorkflowClientOptions.newBuilder().setDataConverter(WireFormat.dataConverter()).build());
  private final List<WorkerProcess> workers = new ArrayList<>();
  private final HeldSwitch gate = new HeldSwitch(HELD);

  @BeforeEach
  void describeTwoStages() throws IOException {
    Files.writeString(
        folder.resolve("slipway.yml"),
        """
        application: shop
        repository: /srv/git/shop.git
        deploy_to: /srv/shop
        stages:
          free: {ssh: {user: deploy}, hosts: [{name: web1, roles: [web]}]}
          held: {ssh: {user: deploy}, hosts: [{name: web1, roles: [web]}, {name: web2, roles: [web]}], rollout: {batches: [1]}}
        """);
  }

  @AfterEach
  void close() {
    gate.open();
    workers.forEach(WorkerProcess::close);
    stubs.shutdownNow();
    server.close();
  }

  @Test
  void a_deploy_ends_on_the_version_that_began_it_and_the_next_one_begins_on_the_new_one()
      throws InterruptedException {
    startWorker("1.0");
    assertEquals("New runs begin on version 1.0.", slipway("worker", "promote", "1.0"));
    String first = deploy(HELD);
    gate.awaitHost();

    startWorker("2.0");
    String promoted = slipway("worker", "promote", "2.0");
    assertTrue(promoted.contains("Runs that began on 1.0 end on it"), promoted);
    Eventually.passes(SOON, () -> assertVersion("1.0", "DRAINING", "still needed"));
    String other = deploy(FREE);
    assertEquals(Set.of("2.0"), followed(other, FREE));

    gate.open();
    assertEquals(Set.of("1.0"), followed(first, HELD));
    assertEquals(Set.of("1.0"), versionsOf(first + "/activate-2"), "its batches, too");
    assertEquals(Set.of("1.0"), gate.buildsAt(first), "and what they do on hosts");
    Eventually.passes(SOON, () -> assertVersion("1.0", "DRAINED", "may be stopped"));

    workers.removeFirst().close();
    String next = deploy(HELD);
    assertEquals(Set.of("2.0"), followed(next, HELD));
    assertEquals(Set.of("2.0"), gate.buildsAt(next));
  }

  @Test
  void versions_are_taken_up_and_left_again_while_a_deploy_is_under_way()
      throws InterruptedException {
    startWorker(null);
    String first = deploy(HELD);
    gate.awaitHost();

    startWorker("1.0");
    assertTrue(slipway("worker", "versions").contains("workers without a version"));
    assertEquals("New runs begin on version 1.0.", slipway("worker", "promote", "1.0"));
    workers.removeFirst().close();
    gate.open();
    assertEquals(Set.of("", "1.0"), followed(first, HELD));

    startWorker(null);
    slipway("worker", "promote", "--none");
    assertEquals(Set.of(""), followed(deploy(FREE), FREE));
  }

  @Test
  void a_command_waits_until_a_version_is_current_and_says_what_to_do() throws Exception {
    startWorker("1.0");
    StringWriter err = new StringWriter();
    FutureTask<Ran> deploy =
        new FutureTask<>(() -> run(err, 0, "deploy", FREE, "--revision", "v1", "--detach"));
    Thread.ofPlatform().daemon().start(deploy);
    Eventually.passes(
        SOON,
        () -> {
          String said = err.toString();
          assertTrue(said.contains("begin on version none, and the workers are of 1.0"), said);
          assertTrue(said.contains("slipway worker promote"), said);
        });

    Ran unknown = run(new StringWriter(), 4, "worker", "promote", "9.9");
    assertTrue(unknown.err().contains("slipway worker --versioned"), unknown.err());
    slipway("worker", "promote", "1.0");
    assertEquals(0, deploy.get(60, TimeUnit.SECONDS).code());
  }

  private void assertVersion(String build, String state, String note) {
    String told = slipway("worker", "versions");
    assertTrue(
        told.lines().anyMatch(l -> l.startsWith(build) && l.contains(state) && l.contains(note)),
        told);
  }

  /** The run's workflow id, once it is accepted. */
  private String deploy(String stage) {
    String told = slipway("deploy", stage, "--revision", "v1", "--detach");
    return told.lines()
        .flatMap(l -> List.of(l.split("\\s+")).stream())
        .filter(w -> w.startsWith("deploy/shop/"))
        .findFirst()
        .orElseThrow(() -> new AssertionError(told));
  }

  /** Which versions have worked at a run, once it has succeeded. */
  private Set<String> followed(String run, String stage) {
    String told = slipway("watch", stage);
    assertTrue(told.contains("is live on"), told);
    return versionsOf(run);
  }

  private Set<String> versionsOf(String workflow) {
    Set<String> builds = new TreeSet<>();
    client.fetchHistory(workflow).getHistory().getEventsList().stream()
        .filter(e -> e.getEventType() == EventType.EVENT_TYPE_WORKFLOW_TASK_COMPLETED)
        .forEach(
            e ->
                builds.add(
                    e.getWorkflowTaskCompletedEventAttributes()
                        .getDeploymentVersion()
                        .getBuildId()));
    return builds;
  }

  private void startWorker(@Nullable String build) throws InterruptedException {
    workers.add(
        WorkerProcess.start(
            ClientConfigProfile.newBuilder().setAddress(server.address()).build(),
            new WorkerSettings(10, Duration.ofSeconds(1), null, build),
            List.of(gate.hosts(build == null ? "" : build), Gate.unsigned(verdict -> {}))));
  }

  private String slipway(String... arguments) {
    return run(new StringWriter(), 0, arguments).out().strip();
  }

  private Ran run(StringWriter err, int code, String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--address", server.address()));
    if (!arguments[0].equals("worker")) {
      all.addAll(List.of("--file", folder.resolve("slipway.yml").toString()));
    }
    StringWriter out = new StringWriter();
    CommandLine command = Main.commandLine(Map.of("SLIPWAY_STATE", folder.toString()), folder);
    command.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    int ended = command.execute(all.toArray(String[]::new));
    assertEquals(code, ended, () -> "%s: %s%s".formatted(all, out, err));
    return new Ran(ended, out.toString(), err.toString());
  }

  private record Ran(int code, String out, String err) {}
}
