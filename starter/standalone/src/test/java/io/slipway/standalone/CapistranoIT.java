package io.slipway.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.slipway.standalone.Installation.CommandEnd;
import io.slipway.testbench.Fleet;
import io.slipway.testbench.FleetExtension;
import io.slipway.testbench.FleetHost;
import io.slipway.testbench.FleetHostState;
import io.slipway.testbench.GitRepository;
import io.slipway.testbench.Launch;
import io.slipway.testbench.Program;
import io.slipway.testbench.TemporaryFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Moving over from a real Capistrano, back to it, and on with either, on the same real hosts. */
class CapistranoIT {
  private static final Duration LIMIT = Duration.ofMinutes(3);

  @RegisterExtension static final FleetExtension extension = FleetExtension.of(2);

  private final Fleet fleet = extension.get();
  private final GitRepository repository = fleet.repository("cap");
  private final Installation installation = Installation.on(fleet);
  private final TemporaryFolder project = new TemporaryFolder("capistrano");

  @BeforeEach
  void writeProject() throws IOException {
    TwoVersions.in(repository, Map.of());
    write(
        "Capfile",
        """
        require "capistrano/setup"
        require "capistrano/deploy"
        require "capistrano/scm/git"
        install_plugin Capistrano::SCM::Git
        """);
    write(
        "config/deploy.rb",
        """
        set :application, "app"
        set :repo_url, "%s"
        set :branch, ENV.fetch("BRANCH", "v1")
        set :deploy_to, -> { "/srv/#{fetch(:application)}" }
        set :keep_releases, 10
        append :linked_dirs, "log"
        set :ssh_options, config: false, keys: ["%s"], keys_only: true,
                          user_known_hosts_file: "%s", verify_host_key: :always
        after "deploy:publishing", "app:restart"
        namespace :app do
          task :restart do
            on(roles(:app)) { execute "/opt/fleet/bin/app", "restart" }
          end
        end
        """
            .formatted(fleet.gitUrl("cap"), fleet.privateKey(), fleet.knownHosts()));
    write(
        "config/deploy/production.rb",
        fleet.hosts().stream().map(CapistranoIT::server).collect(Collectors.joining()));
  }

  private static String server(FleetHost host) {
    return "server \"deploy@%s:%d\", roles: %%w[app]%n".formatted(host.address(), host.port());
  }

  @AfterEach
  void close() {
    project.close();
    installation.close();
    repository.close();
  }

  @Test
  void either_goes_on_where_the_other_has_stopped() throws IOException {
    cap("v1", "deploy");
    String one = live("v1");

    CommandEnd written =
        installation.alone(
            "init",
            "--from-capistrano",
            project.path().toString(),
            "--file",
            installation.file().toString());
    assertEquals(0, written.code(), written.output());
    assertTrue(
        written.output().contains("after deploy:publishing: app:restart (config/deploy.rb:9)"),
        written.output());
    restartByHand();
    slipway("check", "production");
    assertTrue(slipway("releases", "production").contains(one));
    slipway("deploy", "production", "--revision", "v2");
    String two = live("v2");

    slipway("rollback", "production");
    assertEquals(one, live("v1"), "back to Capistrano's release");
    slipway("deploy", "production", "--revision", "v2");
    String three = live("v2");

    cap("v1", "deploy");
    String four = live("v1");
    cap("v1", "deploy:rollback");
    assertEquals(three, live("v2"), "back to Slipway's release");

    slipway("deploy", "production", "--revision", "v1");
    String five = live("v1");
    assertEquals(
        List.of(one, two, three, five),
        releases().stream().filter(r -> !r.equals(four)).toList(),
        "all others are there");
    String log = fleet.execute(1, "cat /srv/app/revisions.log");
    assertTrue(log.contains("deployed as release " + one), log);
    assertTrue(log.contains("deployed as release " + five), log);
    assertTrue(log.contains("rolled back to release " + three), log);
  }

  /** What the report has said is to be done by hand. */
  private void restartByHand() throws IOException {
    Files.writeString(
        installation.file(),
        Files.readString(installation.file()) + "steps: {restart: /opt/fleet/bin/app restart}\n");
  }

  private void write(String file, String text) throws IOException {
    Path path = project.path().resolve(file);
    Files.createDirectories(path.resolveSibling(""));
    Files.writeString(path, text);
  }

  private void cap(String revision, String task) {
    try (Program cap =
        Program.start(
            Launch.of("cap", "production", task)
                .in(project.path())
                .with("BRANCH", revision)
                .with("LC_ALL", "C.UTF-8"))) {
      assertEquals(0, cap.awaitExit(LIMIT), cap.output());
    }
  }

  private String slipway(String... arguments) {
    return CommandEnd.ending(0, installation.slipway(arguments)).output();
  }

  /** The release that all hosts serve, which has this version. */
  private String live(String version) {
    for (FleetHost host : fleet.hosts()) {
      assertEquals(
          version,
          fleet.execute(host.number(), "cat /srv/app/current/VERSION").strip(),
          host.name());
    }
    List<Optional<String>> live =
        fleet.state().stream().map(FleetHostState::current).distinct().toList();
    assertEquals(1, live.size(), live.toString());
    return live.getFirst().orElseThrow();
  }

  private List<String> releases() {
    return fleet.execute(1, "ls /srv/app/releases").lines().toList();
  }
}
