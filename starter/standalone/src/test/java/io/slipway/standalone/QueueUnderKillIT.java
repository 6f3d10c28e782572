package io.slipway.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.slipway.standalone.Installation.CommandEnd;
import io.slipway.testbench.Eventually;
import io.slipway.testbench.Fleet;
import io.slipway.testbench.FleetExtension;
import io.slipway.testbench.GitRepository;
import io.slipway.testbench.Program;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Worker and server are killed while requests wait: all of them have their turn, in order. */
class QueueUnderKillIT {
  private static final Duration LIMIT = Duration.ofMinutes(4);

  @RegisterExtension static final FleetExtension extension = FleetExtension.of(1);

  private final Fleet fleet = extension.get();
  private final GitRepository repository = fleet.repository("killed");
  private final Installation installation = Installation.on(fleet);

  @BeforeEach
  void describe() {
    TwoVersions.in(repository, Map.of());
    installation.describe(
        """
        application: app
        repository: %s
        deploy_to: /srv/app
        steps: {build: "cat VERSION >>/srv/built; until [ -e /srv/go ]; do sleep 0.1; done"}
        """
            .formatted(fleet.gitUrl("killed")),
        "{batches: [100%]}");
    fleet.execute(1, "touch /srv/go");
    CommandEnd.ending(0, installation.deploy("v1"));
    fleet.execute(1, "rm /srv/go");
  }

  @AfterEach
  void close() {
    installation.close();
    repository.close();
  }

  @Test
  void all_have_their_turn_in_order() {
    CommandEnd.ending(0, queue("deploy", "--revision", "v2", "--reason", "one"));
    Eventually.within(LIMIT, "the build", () -> fleet.execute(1, "cat /srv/built").contains("v2"));
    CommandEnd.ending(0, queue("deploy", "--revision", "v1", "--reason", "two"));
    CommandEnd.ending(0, queue("deploy", "--revision", "v2", "--reason", "three"));
    CommandEnd.ending(0, queue("rollback", "--reason", "first of them"));
    try (Program watcher = installation.start("queue", "watch", "production", "2")) {
      watcher.awaitOutput("waits for production of app, at place 3", LIMIT);

      installation.workers().getFirst().kill();
      installation.server().kill();
      watcher.awaitOutput("Temporal does not answer", LIMIT);
      installation.server().restart();
      installation.startWorker();

      CommandEnd.ending(0, queue("deploy", "--revision", "v1", "--reason", "four"));
      assertEquals(List.of("first of them", "two", "three", "four"), reasons("queue", "list"));
      installation.workers().getLast().kill();
      installation.startWorker();
      fleet.execute(1, "touch /srv/go");

      assertEquals(0, watcher.awaitExit(LIMIT), watcher.output());
      assertTrue(watcher.output().contains("Request 2 (deploy of v2) has its turn."));
    }
    Eventually.within(
        LIMIT,
        "all runs",
        () ->
            reasons("history").equals(List.of("four", "three", "two", "first of them", "one"))
                && installation.slipway("status").output().contains("succeeded"));
    assertTrue(fleet.execute(1, "cat /srv/app/current/VERSION").startsWith("v1"));
  }

  private CommandEnd queue(String command, String... more) {
    String[] all = new String[more.length + 5];
    System.arraycopy(
        new String[] {command, "production", "--detach", "--when-busy", "queue"}, 0, all, 0, 5);
    System.arraycopy(more, 0, all, 5, more.length);
    return installation.slipway(all);
  }

  /** The reasons of requests or runs, as a command lists them. */
  private List<String> reasons(String... command) {
    String[] all = new String[command.length + 1];
    System.arraycopy(command, 0, all, 0, command.length);
    all[command.length] = "production";
    String told = CommandEnd.ending(0, installation.slipway(all)).output();
    return told.lines()
        .flatMap(
            line ->
                java.util.stream.Stream.of("one", "two", "three", "four", "first of them")
                    .filter(reason -> line.stripTrailing().endsWith("  " + reason)))
        .toList();
  }
}
