package io.slipway.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.slipway.contract.FailureType;
import io.slipway.contract.RunSummary;
import io.slipway.contract.SignedRequest;
import io.slipway.contract.WireFormat;
import io.slipway.contract.WorkflowIds;
import io.slipway.domain.ApplicationName;
import io.slipway.domain.StageName;
import io.slipway.standalone.Installation.CommandEnd;
import io.slipway.testbench.Fleet;
import io.slipway.testbench.FleetExtension;
import io.slipway.testbench.GitRepository;
import io.slipway.testbench.Program;
import io.slipway.testbench.TemporaryFolder;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowUpdateException;
import io.temporal.common.converter.DataConverter;
import io.temporal.failure.ApplicationFailure;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Only those get in who prove who they are and may, whatever way they come. */
class WhoMayIT {
  private static final Duration LIMIT = Duration.ofMinutes(3);
  private static final String STAGE =
      WorkflowIds.stage(ApplicationName.of("app"), StageName.of("production"));

  @RegisterExtension static final FleetExtension extension = FleetExtension.of(2);

  private final Fleet fleet = extension.get();
  private final TemporaryFolder folder = new TemporaryFolder("who-may");
  private final GitRepository repository = fleet.repository("who-may");
  private final Path trail = folder.path().resolve("audit.jsonl");
  private final SigningKeys keys = new SigningKeys(folder.path());
  private final Path ana = keys.make("ana");
  private final Path ben = keys.make("ben");
  private final Path eve = keys.make("eve");
  private final Installation installation =
      Installation.under(policy(), fleet, Map.of("SLIPWAY_AUDIT", "file:" + trail));

  @BeforeEach
  void describe() {
    TwoVersions.in(repository, Map.of());
    installation.describe(
        """
        application: app
        repository: %s
        deploy_to: /srv/app
        health: {command: "test ! -e /srv/unhealthy-$(cat VERSION)", within: 2s}
        """
            .formatted(fleet.gitUrl("who-may")),
        "{batches: [1, 100%], attempts: 1, on_failure: pause}");
  }

  @AfterEach
  void close() {
    installation.close();
    repository.close();
    folder.close();
  }

  @Test
  void one_who_may_deploys_and_others_are_told_why_they_may_not() throws IOException {
    CommandEnd unsigned = CommandEnd.ending(4, installation.deploy("v1"));
    assertTrue(
        unsigned
            .output()
            .contains("production of app takes signed requests only. Give --sign-with"),
        unsigned.output());
    CommandEnd foreign = CommandEnd.ending(4, deploy(eve, "v1"));
    assertTrue(foreign.output().contains("is not among the allowed signers"), foreign.output());
    CommandEnd other = CommandEnd.ending(4, deploy(ben, "v1"));
    assertTrue(
        other.output().contains("ben@example.com may not deploy production of app"),
        other.output());

    CommandEnd.ending(0, deploy(ana, "v1"));
    trail()
        .assertTold(
            "refused  deploy  app  production  by ", "(claimed)", "takes signed requests only");
    trail()
        .assertTold(
            "refused  deploy",
            "(claimed)",
            SigningKeys.fingerprint(eve),
            "not among the allowed signers");
    trail()
        .assertTold(
            "refused  deploy",
            "by " + SigningKeys.principal(ben),
            "may not deploy production of app");
    trail().assertTold("asked  deploy", "by " + SigningKeys.principal(ana), "verdict: allowed");
    for (String line : List.of("began  deploy", "ended  deploy")) {
      trail().assertTold(line, "v1", "by " + SigningKeys.principal(ana));
    }
    CommandEnd history = CommandEnd.ending(0, installation.slipway("history", "production"));
    assertTrue(history.output().contains("ana@example.com (ssh key SHA256:"), history.output());
    assertEquals(FailureType.FORBIDDEN.name(), replayOf(captured()));

    revoke(ana);
    CommandEnd revoked = CommandEnd.ending(4, deploy(ana, "v2"));
    assertTrue(revoked.output().contains("has been revoked"), revoked.output());
    trail()
        .assertTold(
            "refused  deploy", "(claimed)", SigningKeys.fingerprint(ana), "has been revoked");
    trail().assertTold("refused  deploy", "by " + SigningKeys.principal(ana), "was sent before");
    CommandEnd sound =
        CommandEnd.ending(0, installation.alone("audit", "verify", trail.toString()));
    assertTrue(sound.output().contains("Sound: "), sound.output());
  }

  @Test
  void a_request_that_was_changed_or_sent_again_on_its_way_is_refused() {
    try (Middleman middleman = new Middleman(installation.server().address())) {
      CommandEnd.ending(0, deploy(middleman, "v1"));
      SignedRequest first = middleman.seen();

      middleman.changes(second -> first);
      assertRefused(middleman, "This very request was sent before.");
      trail().assertTold("refused  deploy", "by " + SigningKeys.principal(ana), "was sent before");
      middleman.changes(
          r -> new SignedRequest(r.statement().replace("\"v2\"", "\"v3\""), r.proof()));
      assertRefused(middleman, "one of them was altered");
      middleman.changes(r -> new SignedRequest(r.statement(), first.proof()));
      assertRefused(middleman, "one of them was altered");
      middleman.changes(
          r ->
              new SignedRequest(
                  r.statement().replace("\"action\":\"deploy\"", "\"action\":\"rollback\""),
                  r.proof()));
      assertRefused(middleman, "one of them was altered");

      assertEquals(
          2,
          trail()
              .lines()
              .filter(l -> l.contains("refused  deploy") && l.contains("altered"))
              .count());
      trail().assertTold("refused  rollback", "(claimed)", SigningKeys.fingerprint(ana), "altered");
      assertEquals(1, trail().lines().filter(l -> l.contains("began  deploy")).count());
      middleman.changes(UnaryOperator.identity());
      CommandEnd.ending(0, deploy(middleman, "v2"));
    }
  }

  private void assertRefused(Middleman middleman, String why) {
    CommandEnd end = CommandEnd.ending(4, deploy(middleman, "v2"));
    assertTrue(end.output().contains(why), end.output());
  }

  private CommandEnd deploy(Middleman middleman, String revision) {
    return installation.slipwayAt(
        middleman.address(),
        "deploy",
        "production",
        "--revision",
        revision,
        "--sign-with",
        ana.toString());
  }

  @Test
  void a_run_that_waits_goes_on_by_the_word_of_one_who_may() throws IOException {
    CommandEnd.ending(0, deploy(ana, "v1"));
    Files.writeString(fleet.onDisk(1, "/srv/unhealthy-v2"), "");
    try (Program deploy =
        installation.start(
            "deploy", "production", "--revision", "v2", "--sign-with", ana.toString())) {
      deploy.awaitOutput("PAUSED. Could not activate vm1", LIMIT);
      CommandEnd outsider =
          CommandEnd.ending(
              4, installation.slipway("continue", "production", "--sign-with", ana.toString()));
      assertTrue(
          outsider.output().contains("ana@example.com may not continue production of app"),
          outsider.output());
      CommandEnd.ending(4, installation.slipway("continue", "production"));
      trail()
          .assertTold("refused  continue", "by " + SigningKeys.principal(ana), "may not continue");
      trail().assertTold("refused  continue", "(claimed)", "takes signed requests only");
      CommandEnd.ending(
          0, installation.slipway("continue", "production", "--sign-with", ben.toString()));
      assertEquals(8, deploy.awaitExit(LIMIT), deploy.output());
      trail().assertTold("decided  continue", "by " + SigningKeys.principal(ben));
      trail().assertTold("paused  deploy", "by " + SigningKeys.principal(ana));
      trail().assertTold("ended  deploy", "v2", "by " + SigningKeys.principal(ana));
    }
  }

  private ShownTrail trail() {
    return new ShownTrail(installation, trail);
  }

  private CommandEnd deploy(Path key, String revision) {
    return installation.slipway(
        "deploy", "production", "--revision", revision, "--sign-with", key.toString());
  }

  /** The signed request in the stage's history, as anybody finds it who may read there. */
  private SignedRequest captured() {
    DataConverter converter = WireFormat.dataConverter();
    return with(
        client ->
            client.fetchHistory(STAGE).getEvents().stream()
                .filter(HistoryEvent::hasWorkflowExecutionUpdateAcceptedEventAttributes)
                .map(
                    e -> e.getWorkflowExecutionUpdateAcceptedEventAttributes().getAcceptedRequest())
                .filter(r -> r.getInput().getName().equals("signed"))
                .map(
                    r ->
                        converter.fromPayloads(
                            0,
                            Optional.of(r.getInput().getArgs()),
                            SignedRequest.class,
                            SignedRequest.class))
                .toList()
                .getLast());
  }

  private String replayOf(SignedRequest request) {
    return with(
        client -> {
          WorkflowUpdateException refused =
              assertThrows(
                  WorkflowUpdateException.class,
                  () ->
                      client
                          .newUntypedWorkflowStub(STAGE)
                          .update("signed", RunSummary.class, request));
          ApplicationFailure failure =
              assertInstanceOf(ApplicationFailure.class, refused.getCause());
          assertTrue(
              failure.getOriginalMessage().contains("was sent before"),
              failure.getOriginalMessage());
          return failure.getType();
        });
  }

  private interface Asking<T> {
    T of(WorkflowClient client);
  }

  private <T> T with(Asking<T> asking) {
    WorkflowServiceStubs stubs =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder()
                .setTarget(installation.server().address())
                .build());
    try {
      return asking.of(
          WorkflowClient.newInstance(
              stubs,
              WorkflowClientOptions.newBuilder()
                  .setDataConverter(WireFormat.dataConverter())
                  .build()));
    } finally {
      stubs.shutdownNow();
      boolean unused = stubs.awaitTermination(2, TimeUnit.SECONDS);
    }
  }

  private Path policy() {
    try {
      Path unused = keys.signers(ana, ben);
      Files.writeString(folder.path().resolve("revoked_keys"), "");
      return Files.writeString(
          folder.path().resolve("policy.yml"),
          """
          signers: allowed_signers
          revoked: revoked_keys
          groups: {release: [ana@example.com], ops: [ben@example.com]}
          rules:
            - {allow: [deploy], who: [release], applications: [app], stages: ["prod*"]}
            - {allow: [approve], who: [ops]}
          """);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void revoke(Path key) {
    String unused =
        SigningKeys.keygen(
            "-k", "-q", "-f", folder.path().resolve("revoked_keys").toString(), key + ".pub");
  }
}
