package io.slipway.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.slipway.standalone.Installation.CommandEnd;
import io.slipway.testbench.Fleet;
import io.slipway.testbench.FleetExtension;
import io.slipway.testbench.FleetHost;
import io.slipway.testbench.GitRepository;
import io.slipway.testbench.InstalledSlipway;
import io.slipway.testbench.Launch;
import io.slipway.testbench.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The examples for CI do what they say: their commands are run as a runner runs them. */
class CiExamplesIT {
  private static final Path EXAMPLES = Path.of("../../examples/ci");
  private static final Duration LIMIT = Duration.ofMinutes(3);

  @RegisterExtension static final FleetExtension extension = FleetExtension.of(2);

  private final Fleet fleet = extension.get();
  private final GitRepository repository = fleet.repository("ci");
  private final Installation installation = Installation.on(fleet);

  @BeforeEach
  void describe() throws IOException {
    Files.writeString(
        installation.file(),
        """
        application: app
        repository: %s
        deploy_to: /srv/app
        ssh: {user: deploy, identities: ["%s"], known_hosts: ["%s"]}
        stages:
          staging: {hosts: [%s]}
          production: {hosts: [%s]}
        """
            .formatted(
                fleet.gitUrl("ci"), fleet.privateKey(), fleet.knownHosts(), host(0), host(1)));
    Path bin = Files.createDirectories(installation.folder().resolve("bin"));
    Path unused =
        Files.createSymbolicLink(
            bin.resolve("slipway"), Path.of(InstalledSlipway.launch().command().getFirst()));
  }

  @AfterEach
  void close() {
    installation.close();
    repository.close();
  }

  private String host(int number) {
    FleetHost host = fleet.hosts().get(number);
    return "{name: %s, address: %s, port: %d}".formatted(host.name(), host.address(), host.port());
  }

  @Test
  void github_actions_deploys_to_staging_and_promotes_to_production() throws IOException {
    Map<?, ?> jobs = map(read("github-actions.yml").get("jobs"));
    List<String> commands = new ArrayList<>();
    for (String job : List.of("staging", "production")) {
      for (Object step : list(map(jobs.get(job)).get("steps"))) {
        Object run = map(step).get("run");
        if (run != null) {
          commands.add(run.toString());
        }
      }
    }
    assertEquals(3, commands.size());

    runsAll(commands, "GITHUB_SHA", Map.of("GITHUB_WORKFLOW", "deploy", "GITHUB_RUN_ID", "7"));
  }

  @Test
  void gitlab_deploys_to_staging_and_promotes_to_production() throws IOException {
    Map<?, ?> jobs = read("gitlab-ci.yml");
    List<String> commands = new ArrayList<>();
    for (String job : List.of("staging", "production")) {
      list(map(jobs.get(job)).get("script")).forEach(c -> commands.add(c.toString()));
    }
    assertEquals(3, commands.size());

    runsAll(commands, "CI_COMMIT_SHA", Map.of("CI_PIPELINE_ID", "7"));
  }

  private void runsAll(List<String> commands, String commit, Map<String, String> variables) {
    String revision = repository.commit("One", Map.of("page", commit + "\n"));
    for (String command : commands) {
      Launch usual = InstalledSlipway.launch();
      Launch launch = Launch.of("bash", "-eo", "pipefail", "-c", command);
      for (Map.Entry<String, String> variable : usual.environment().entrySet()) {
        launch = launch.with(variable.getKey(), variable.getValue());
      }
      for (Map.Entry<String, String> variable : variables.entrySet()) {
        launch = launch.with(variable.getKey(), variable.getValue());
      }
      launch =
          launch
              .with("CI", "true")
              .with(commit, revision)
              .with("TEMPORAL_ADDRESS", installation.server().address())
              .with("PATH", installation.folder().resolve("bin") + ":" + System.getenv("PATH"))
              .in(installation.folder());
      try (Program program = Program.start(launch)) {
        int code = program.awaitExit(LIMIT);
        assertEquals(0, code, command + "\n" + program.output());
      }
    }
    CommandEnd history =
        CommandEnd.ending(0, installation.slipway("history", "production", "--output", "json"));
    assertTrue(history.output().contains(revision), history.output());
    assertTrue(history.output().contains("promoted from staging"), history.output());
  }

  private static Map<?, ?> read(String file) throws IOException {
    Yaml yaml = new Yaml(new SafeConstructor(new LoaderOptions()));
    return map(yaml.load(Files.readString(EXAMPLES.resolve(file))));
  }

  private static Map<?, ?> map(@Nullable Object value) {
    return (Map<?, ?>) Objects.requireNonNull(value);
  }

  private static List<?> list(@Nullable Object value) {
    return (List<?>) Objects.requireNonNull(value);
  }
}
