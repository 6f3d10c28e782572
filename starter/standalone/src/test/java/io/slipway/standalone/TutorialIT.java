package io.slipway.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.slipway.testbench.Fleet;
import io.slipway.testbench.FleetExtension;
import io.slipway.testbench.FleetHost;
import io.slipway.testbench.GitRepository;
import io.slipway.testbench.InstalledSlipway;
import io.slipway.testbench.Launch;
import io.slipway.testbench.Program;
import io.slipway.testbench.Requirements;
import io.slipway.testbench.TemporaryFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Somebody new types what docs/guide/tutorial.md says, and nothing else. */
class TutorialIT {
  private static final Path PAGE = Path.of("../../docs/guide/tutorial.md");
  private static final Pattern BLOCK =
      Pattern.compile("^```sh\\n(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE);
  private static final Duration LIMIT = Duration.ofMinutes(3);

  @RegisterExtension static final FleetExtension extension = FleetExtension.of(2);

  private final Fleet fleet = extension.get();
  private final GitRepository repository = fleet.repository("shop");
  private final TemporaryFolder folder = new TemporaryFolder("tutorial");
  private final Path project = folder.path().resolve("shop");

  @AfterEach
  void close() {
    // The last command of the page does so as well, where the page gets to its end.
    try (Program stop = Program.start(newcomer("slipway server stop"))) {
      int unused = stop.awaitExit(LIMIT);
    }
    folder.close();
    repository.close();
  }

  @Test
  void every_command_of_the_page_does_what_the_page_says() throws IOException {
    Requirements.temporal();
    releases();
    projectOfCapistrano();
    List<String> blocks =
        BLOCK.matcher(Files.readString(PAGE)).results().map(m -> m.group(1)).toList();
    assertEquals(9, blocks.size());

    StringBuilder said = new StringBuilder();
    for (String block : blocks) {
      try (Program typed = Program.start(newcomer(block))) {
        int code = typed.awaitExit(LIMIT);
        said.append(typed.output());
        assertEquals(0, code, block + "\n" + typed.output());
      }
    }

    for (FleetHost host : fleet.hosts()) {
      assertEquals(
          "v2", fleet.execute(host.number(), "cat /srv/app/current/VERSION").strip(), host.name());
    }
    for (String told :
        List.of("Every host serves what it served before", "Europe/Berlin", "approved by")) {
      assertTrue(said.toString().contains(told), () -> "no '%s' in\n%s".formatted(told, said));
    }
  }

  private void releases() {
    String restart = "#!/bin/sh\nexec /opt/fleet/bin/app restart\n";
    String unused = repository.commitExecutable("Restart", "bin/restart", restart);
    TwoVersions.in(repository, Map.of("up", "yes\n"));
    unused = repository.remove("Three", "up");
    repository.tag("v3");
  }

  private void projectOfCapistrano() throws IOException {
    Files.createDirectories(project.resolve("config/deploy"));
    Path unused = Files.writeString(project.resolve("Capfile"), "require \"capistrano/setup\"\n");
    unused =
        Files.writeString(
            project.resolve("config/deploy.rb"),
            """
            set :application, "shop"
            set :repo_url, "%s"
            set :deploy_to, "/srv/app"
            append :linked_dirs, "log"
            set :ssh_options, keys: ["%s"], user_known_hosts_file: "%s"
            """
                .formatted(fleet.gitUrl("shop"), fleet.privateKey(), fleet.knownHosts()));
    unused =
        Files.writeString(
            project.resolve("config/deploy/production.rb"),
            fleet.hosts().stream()
                .map(
                    h ->
                        "server \"deploy@%s:%d\", roles: %%w[app]%n"
                            .formatted(h.address(), h.port()))
                .collect(Collectors.joining()));
    Path bin = Files.createDirectories(folder.path().resolve("bin"));
    unused =
        Files.createSymbolicLink(
            bin.resolve("slipway"), Path.of(InstalledSlipway.launch().command().getFirst()));
  }

  private Launch newcomer(String typed) {
    Launch launch = Launch.of("bash", "-eo", "pipefail", "-c", typed).in(project);
    for (Map.Entry<String, String> variable : InstalledSlipway.launch().environment().entrySet()) {
      launch = launch.with(variable.getKey(), variable.getValue());
    }
    return launch
        .with("SLIPWAY_STATE", folder.path().resolve("state").toString())
        .with("PATH", folder.path().resolve("bin") + ":" + System.getenv("PATH"));
  }
}
