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
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The policy wants the approval of others, on real hosts and from people with keys. */
class ApprovalsIT {
  private static final Duration LIMIT = Duration.ofMinutes(3);
  private static final Pattern PLAN = Pattern.compile("Plan (sha256:[0-9a-f]{64})");

  @RegisterExtension static final FleetExtension extension = FleetExtension.of(2);

  private final Fleet fleet = extension.get();
  private final TemporaryFolder folder = new TemporaryFolder("approvals");
  private final GitRepository repository = fleet.repository("approvals");
  private final SigningKeys keys = new SigningKeys(folder.path());
  private final Path ana = keys.make("ana");
  private final Path ben = keys.make("ben");
  private final Path dan = keys.make("dan");
  private final Path policy = policy();
  private final Path trail = folder.path().resolve("audit.jsonl");
  private final Installation installation =
      Installation.under(policy, fleet, Map.of("SLIPWAY_AUDIT", "file:" + trail));
  private final ShownTrail audit = new ShownTrail(installation, trail);

  @BeforeEach
  void describe() {
    TwoVersions.in(repository, Map.of());
    installation.describe(
        """
        application: app
        repository: %s
        deploy_to: /srv/app
        """
            .formatted(fleet.gitUrl("approvals")),
        "{batches: [1]}");
  }

  @AfterEach
  void close() {
    installation.close();
    repository.close();
    folder.close();
  }

  @Test
  void a_deploy_waits_for_one_who_may_and_is_not_its_asker_also_over_a_killed_worker() {
    try (Program deploy = deploy("v1")) {
      deploy.awaitOutput("APPROVAL WANTED. v1 ", LIMIT);
      String plan = plan(deploy);
      CommandEnd own = CommandEnd.ending(4, vote("approve", ana));
      assertTrue(own.output().contains("so that somebody else must judge it"), own.output());
      CommandEnd outsider = CommandEnd.ending(4, vote("approve", dan));
      assertTrue(
          outsider.output().contains("dan@example.com may not approve production of app"),
          outsider.output());
      CommandEnd.ending(4, installation.slipway("approve", "production"));
      audit.assertTold(
          "refused  approve", "by " + SigningKeys.principal(ana), "somebody else must judge");
      audit.assertTold("refused  approve", "by " + SigningKeys.principal(dan), "may not approve");
      audit.assertTold("refused  approve", "(claimed)", "takes signed requests only");
      CommandEnd shown = CommandEnd.ending(0, look("v1"));
      assertTrue(shown.output().contains("Plan: " + plan), shown.output());

      installation.workers().getFirst().kill();
      Program unused = installation.startWorker("--policy", policy.toString());
      for (FleetHostState host : fleet.state()) {
        assertEquals(List.of(), host.releases(), "nothing was touched so far");
      }
      CommandEnd given = CommandEnd.ending(0, vote("approve", ben, "--plan", plan));
      assertTrue(given.output().contains("The run knows: approve."), given.output());

      assertEquals(0, deploy.awaitExit(LIMIT), deploy.output());
      audit.assertTold("decided  approve", "by " + SigningKeys.principal(ben), plan);
    }
    for (FleetHostState host : fleet.state()) {
      assertEquals(1, host.releases().size());
    }
  }

  @Test
  void a_rejected_deploy_ends_as_refused_and_hosts_are_as_they_were() {
    try (Program deploy = deploy("v1")) {
      deploy.awaitOutput("APPROVAL WANTED. v1 ", LIMIT);
      CommandEnd.ending(2, vote("reject", ben));
      CommandEnd.ending(
          4, vote("reject", ben, "--reason", "another one", "--plan", "sha256:" + "0".repeat(64)));
      CommandEnd.ending(0, vote("reject", ben, "--reason", "not before the sale"));

      assertEquals(4, deploy.awaitExit(LIMIT), deploy.output());
      assertTrue(
          deploy
              .output()
              .contains(
                  "Rejected by %s: not before the sale. Nothing that is live has changed."
                      .formatted(SigningKeys.principal(ben))),
          deploy.output());
    }
    for (FleetHostState host : fleet.state()) {
      assertEquals(List.of(), host.releases());
      assertEquals(Optional.empty(), host.current());
    }
    audit.assertTold("decided  reject", "by " + SigningKeys.principal(ben));
    audit.assertTold("ended  deploy", "REJECTED");
  }

  private static String plan(Program deploy) {
    Matcher plan = PLAN.matcher(deploy.output());
    assertTrue(plan.find(), deploy.output());
    return plan.group(1);
  }

  private Program deploy(String revision) {
    return installation.start(
        "deploy", "production", "--revision", revision, "--sign-with", ana.toString());
  }

  private CommandEnd look(String revision) {
    return installation.slipway(
        "plan", "production", "--revision", revision, "--sign-with", ana.toString());
  }

  private CommandEnd vote(String verb, Path key, String... more) {
    List<String> command =
        new ArrayList<>(List.of(verb, "production", "--sign-with", key.toString()));
    command.addAll(List.of(more));
    return installation.slipway(command.toArray(String[]::new));
  }

  private Path policy() {
    Path unused = keys.signers(ana, ben, dan);
    try {
      return Files.writeString(
          folder.path().resolve("policy.yml"),
          """
          signers: allowed_signers
          groups: {ops: [ana@example.com, ben@example.com]}
          rules:
            - {allow: [deploy, look], who: [ana@example.com, dan@example.com]}
            - {allow: [approve], who: [ops]}
          approvals:
            - {applications: [app], stages: ["prod*"], groups: [ops]}
          """);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
