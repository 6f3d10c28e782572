package io.slipway.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.slipway.standalone.Installation.CommandEnd;
import io.slipway.testbench.Fleet;
import io.slipway.testbench.FleetExtension;
import io.slipway.testbench.FleetHost;
import io.slipway.testbench.FleetHostState;
import io.slipway.testbench.GitRepository;
import io.slipway.testbench.Program;
import io.slipway.testbench.TemporaryFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Two applications on a host each, deployed by trains that people with keys have signed. */
class TrainIT {
  private static final Duration LIMIT = Duration.ofMinutes(3);

  @RegisterExtension static final FleetExtension extension = FleetExtension.of(2);

  private final Fleet fleet = extension.get();
  private final TemporaryFolder folder = new TemporaryFolder("trains");
  private final GitRepository repository = fleet.repository("trains");
  private final SigningKeys keys = new SigningKeys(folder.path());
  private final Path ana = keys.make("ana");
  private final Path ben = keys.make("ben");
  private final Path dan = keys.make("dan");
  private final Path policy = policy();
  private final Installation installation = Installation.under(policy, fleet, Map.of());

  @BeforeEach
  void make() {
    TwoVersions.in(repository, Map.of());
    repository.commit("Three", Map.of("ill", "yes\n"));
    repository.tag("v3");
    describe("api", fleet.hosts().getFirst());
    describe("web", fleet.hosts().getLast());
    CommandEnd.ending(0, start(ana, "v1", "v1", "", "--wait"));
  }

  @AfterEach
  void close() {
    installation.close();
    repository.close();
    folder.close();
  }

  @Test
  void all_are_through_once_somebody_lets_it_go_on_also_over_a_killed_worker() {
    List<Optional<String>> before = served();
    CommandEnd.ending(0, start(ana, "v2", "v2", "  - {gate: approve}\n"));
    try (Program watch = train(ana, "status", "autumn", "--wait")) {
      watch.awaitOutput("It waits for approval by 1", LIMIT);
      assertNotEquals(before.getFirst(), served().getFirst());
      assertEquals(before.getLast(), served().getLast(), "the second waits");
      installation.workers().getFirst().kill();
      Program unused = installation.startWorker("--policy", policy.toString());
      CommandEnd outsider = CommandEnd.ending(4, ended(dan, "continue", "autumn"));
      assertTrue(
          outsider.output().contains("dan@example.com may not continue production of api, web"),
          outsider.output());
      CommandEnd.ending(0, ended(ben, "continue", "autumn"));

      assertEquals(0, watch.awaitExit(LIMIT), watch.output());
    }
    assertNotEquals(before.getLast(), served().getLast());
  }

  @Test
  void when_the_second_fails_the_first_goes_back_to_what_it_served() {
    List<Optional<String>> before = served();

    CommandEnd end = CommandEnd.ending(3, start(ana, "v2", "v3", "", "--wait"));

    assertTrue(end.output().contains("production of web was not deployed"), end.output());
    assertTrue(end.output().contains("All cars before are put back."), end.output());
    assertEquals(before, served());
  }

  @Test
  void an_abort_at_a_gate_puts_back_what_was_deployed() {
    List<Optional<String>> before = served();
    CommandEnd.ending(0, start(ana, "v2", "v2", "  - {gate: wait, for: 7d}\n"));
    try (Program watch = train(ana, "status", "autumn", "--wait")) {
      watch.awaitOutput("It waits until", LIMIT);
      assertNotEquals(before.getFirst(), served().getFirst());
      CommandEnd.ending(0, ended(ben, "abort", "autumn", "--reason", "not today"));

      assertEquals(3, watch.awaitExit(LIMIT), watch.output());
    }
    assertEquals(before, served());
  }

  @Test
  void nothing_is_touched_where_a_revision_is_unknown_or_somebody_may_not() {
    List<Optional<String>> before = served();

    CommandEnd unknown = CommandEnd.ending(1, start(ana, "v2", "v9", ""));
    CommandEnd outsider = CommandEnd.ending(4, start(dan, "v2", "v2", ""));

    assertTrue(unknown.output().contains("production of web: "), unknown.output());
    assertTrue(
        outsider.output().contains("dan@example.com may not train production of web"),
        outsider.output());
    assertEquals(before, served());
  }

  private List<Optional<String>> served() {
    return fleet.state().stream().map(FleetHostState::current).toList();
  }

  private CommandEnd start(Path key, String api, String web, String gate, String... more) {
    Path file =
        write(
            "train.yml",
            """
            train: autumn
            cars:
              - {application: api, config: api.yml, stage: production, revision: %s}
            %s\
              - {application: web, config: web.yml, stage: production, revision: %s}
            """
                .formatted(api, gate, web));
    List<String> arguments = new ArrayList<>(List.of(file.toString()));
    arguments.addAll(List.of(more));
    return ended(key, "start", arguments.toArray(String[]::new));
  }

  private CommandEnd ended(Path key, String verb, String... more) {
    try (Program command = train(key, verb, more)) {
      int code = command.awaitExit(LIMIT);
      return new CommandEnd(code, command.output());
    }
  }

  private Program train(Path key, String verb, String... more) {
    List<String> command = new ArrayList<>(List.of("train", verb, "--sign-with", key.toString()));
    command.addAll(List.of(more));
    return installation.start(command.toArray(String[]::new));
  }

  private void describe(String application, FleetHost host) {
    Path unused =
        write(
            application + ".yml",
            """
            application: %s
            repository: %s
            deploy_to: /srv/app
            steps: {restart: "test ! -f /srv/app/current/ill"}
            stages:
              production:
                ssh: {user: deploy, identities: ["%s"], known_hosts: ["%s"]}
                hosts: [{name: %s, address: %s, port: %d}]
            """
                .formatted(
                    application,
                    fleet.gitUrl("trains"),
                    fleet.privateKey(),
                    fleet.knownHosts(),
                    host.name(),
                    host.address(),
                    host.port()));
  }

  private Path write(String name, String text) {
    try {
      return Files.writeString(folder.path().resolve(name), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path policy() {
    Path unused = keys.signers(ana, ben, dan);
    return write(
        "policy.yml",
        """
        signers: allowed_signers
        rules:
          - {allow: [look], who: [ana@example.com, dan@example.com]}
          - {allow: [deploy, rollback], who: [ana@example.com]}
          - {allow: [deploy, rollback], who: [dan@example.com], applications: [api]}
          - {allow: [approve, abort], who: [ben@example.com]}
        """);
  }
}
