package io.slipway.workflow;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.slipway.contract.EventType;
import io.slipway.contract.FailureType;
import io.slipway.contract.Phase;
import io.slipway.contract.RunOutcome;
import io.slipway.contract.RunTicket;
import io.slipway.contract.WorkflowIds;
import io.slipway.domain.Secret;
import io.slipway.domain.Secrets;
import io.slipway.domain.SecretsVersion;
import io.slipway.domain.Target;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Runs with secrets, whose histories {@link Histories} keeps when asked to. Those named {@code
 * secrets-late} were recorded before secrets were looked at first and by surveys.
 */
final class RecordedSecretsTest {
  private final StageBench bench = new StageBench();
  private final Target target =
      Fixtures.target(3, "1", "100%")
          .withSecrets(
              new Secrets(
                  List.of(new Secret("URL", FakeSecrets.SHOP)), SecretsVersion.PIN, List.of()));

  @AfterEach
  void close() {
    bench.close();
  }

  private long told(RunTicket ticket, EventType type) {
    return bench.events(ticket.workflowId()).stream().filter(e -> e.type() == type).count();
  }

  @Test
  void a_deploy_whose_secret_is_changed_between_two_batches() throws IOException {
    bench.secrets.changes();
    RunTicket ticket = bench.deploy(target, "v1");

    assertEquals(RunOutcome.SUCCEEDED, bench.result(ticket).outcome());
    assertEquals(2, told(ticket, EventType.WARNING));

    Histories.record(bench, "deploy-secrets-pinned", ticket.workflowId());
    Histories.record(
        bench, "deploy-batch-secrets-pinned", WorkflowIds.batch(ticket.key(), Phase.ACTIVATE, 2));
  }

  @Test
  void a_deploy_that_waits_for_a_store_and_goes_on() throws IOException {
    bench.secrets.fails(1, FailureType.SECRETS_UNREACHABLE, 5);
    RunTicket ticket = bench.deploy(target, "v1");

    assertEquals(RunOutcome.SUCCEEDED, bench.result(ticket).outcome());
    assertEquals(2, told(ticket, EventType.WAITING));

    Histories.record(bench, "deploy-secrets-waiting", ticket.workflowId());
  }

  @Test
  void a_deploy_that_is_refused_for_a_secret_that_is_denied() throws IOException {
    bench.secrets.fails(1, FailureType.SECRET_UNUSABLE, 99);
    RunTicket ticket = bench.deploy(target, "v1");

    assertEquals(RunOutcome.UNTOUCHED, bench.result(ticket).outcome());

    Histories.record(bench, "deploy-secrets-denied", ticket.workflowId());
  }

  @Test
  void a_rollback_that_looks_at_secrets() throws IOException {
    assertEquals(RunOutcome.SUCCEEDED, bench.result(bench.deploy(target, "v1")).outcome());
    assertEquals(RunOutcome.SUCCEEDED, bench.result(bench.deploy(target, "v2")).outcome());
    RunTicket back = bench.rollback(target, null);

    assertEquals(RunOutcome.SUCCEEDED, bench.result(back).outcome());

    Histories.record(bench, "rollback-secrets", back.workflowId());
  }

  @Test
  void a_survey_that_looks_at_secrets() throws IOException {
    String id = WorkflowIds.survey(Fixtures.SHOP, Fixtures.PRODUCTION, "1");

    assertEquals(3, bench.check(id, target).hosts().size());

    Histories.record(bench, "survey-secrets", id);
  }
}
