package io.slipway.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.slipway.standalone.Installation.CommandEnd;
import io.slipway.testbench.Fleet;
import io.slipway.testbench.FleetExtension;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Freezes of several applications at once, on a real server and by people with keys. */
class FreezeIT {
  private static final Duration LIMIT = Duration.ofMinutes(3);

  @RegisterExtension static final FleetExtension extension = FleetExtension.of(2);

  private final Fleet fleet = extension.get();
  private final TemporaryFolder folder = new TemporaryFolder("freezes");
  private final GitRepository repository = fleet.repository("freezes");
  private final SigningKeys keys = new SigningKeys(folder.path());
  private final Path ana = keys.make("ana");
  private final Path dan = keys.make("dan");
  private final Path policy = policy();
  private final Path trail = folder.path().resolve("audit.jsonl");
  private final Installation installation =
      Installation.under(policy, fleet, Map.of("SLIPWAY_AUDIT", "file:" + trail));
  private final ShownTrail audit = new ShownTrail(installation, trail);

  @BeforeEach
  void make() {
    TwoVersions.in(repository, Map.of());
  }

  @AfterEach
  void close() {
    installation.close();
    repository.close();
    folder.close();
  }

  @Test
  void one_freeze_refuses_all_applications_until_it_is_lifted() {
    CommandEnd outsider = CommandEnd.ending(4, freeze(dan, "put", "--reason", "fun"));
    assertTrue(
        outsider.output().contains("dan@example.com may not freeze all stages of all applications"),
        outsider.output());
    CommandEnd.ending(4, installation.slipway("freeze", "put", "--reason", "fun"));
    CommandEnd.ending(0, freeze(ana, "put", "--reason", "black friday"));

    for (String application : List.of("app", "blog")) {
      describe(application, "0s");
      CommandEnd refused = CommandEnd.ending(4, deploy("v1"));
      assertTrue(
          refused.output().contains(": black friday (freeze 1 of all stages of all applications)"),
          refused.output());
      CommandEnd status = CommandEnd.ending(0, installation.slipway("status"));
      assertTrue(status.output().contains("production is closed to deploys."), status.output());
    }
    for (FleetHostState host : fleet.state()) {
      assertEquals(List.of(), host.releases(), "nothing was touched");
    }
    CommandEnd list = CommandEnd.ending(0, freeze(dan, "list"));
    assertTrue(list.output().contains("in force"), list.output());
    CommandEnd.ending(4, freeze(dan, "lift", "1"));
    CommandEnd.ending(0, freeze(ana, "lift", "1", "--reason", "over"));
    CommandEnd.ending(0, deploy("v1"));

    audit.assertTold("refused  freeze", "by " + SigningKeys.principal(dan), "may not freeze");
    audit.assertTold("decided  freeze", "by " + SigningKeys.principal(ana), "black friday");
    audit.assertTold("decided  lift", "by " + SigningKeys.principal(ana));
  }

  @Test
  void a_running_deploy_holds_before_its_next_batch_and_goes_on_when_it_is_lifted() {
    describe("app", "20s");
    try (Program deploy =
        installation.start(
            "deploy", "production", "--revision", "v1", "--sign-with", ana.toString())) {
      deploy.awaitOutput("batch 1 of 2 is live", LIMIT);
      CommandEnd.ending(0, freeze(ana, "put", "--application", "a*", "--reason", "sale"));
      deploy.awaitOutput("FROZEN", LIMIT);
      assertEquals(1, serving(), "the second host waits");
      installation.workers().getFirst().kill();
      Program unused = installation.startWorker("--policy", policy.toString());

      CommandEnd.ending(0, freeze(ana, "lift", "1"));

      assertEquals(0, deploy.awaitExit(LIMIT), deploy.output());
      assertTrue(deploy.output().contains("The stage is open again"), deploy.output());
    }
    assertEquals(2, serving());
  }

  private long serving() {
    return fleet.state().stream().filter(h -> h.current().isPresent()).count();
  }

  private void describe(String application, String bake) {
    installation.describe(
        """
        application: %s
        repository: %s
        deploy_to: /srv/app
        """
            .formatted(application, fleet.gitUrl("freezes")),
        "{batches: [1], bake: %s}".formatted(bake));
  }

  private CommandEnd deploy(String revision) {
    return installation.slipway(
        "deploy", "production", "--revision", revision, "--sign-with", ana.toString());
  }

  private CommandEnd freeze(Path key, String verb, String... more) {
    List<String> command = new ArrayList<>(List.of("freeze", verb, "--sign-with", key.toString()));
    command.addAll(List.of(more));
    return installation.slipway(command.toArray(String[]::new));
  }

  private Path policy() {
    Path unused = keys.signers(ana, dan);
    try {
      return Files.writeString(
          folder.path().resolve("policy.yml"),
          """
          signers: allowed_signers
          rules:
            - {allow: [deploy], who: [ana@example.com, dan@example.com]}
            - {allow: [freeze], who: [ana@example.com]}
            - {allow: [freeze], who: [dan@example.com], applications: [blog]}
          """);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
