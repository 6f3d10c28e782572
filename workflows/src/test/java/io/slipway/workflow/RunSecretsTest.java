package io.slipway.workflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.slipway.contract.EventType;
import io.slipway.contract.FailureType;
import io.slipway.contract.PhaseOutcome;
import io.slipway.contract.RunOutcome;
import io.slipway.contract.RunResult;
import io.slipway.contract.RunTicket;
import io.slipway.contract.SecretPin;
import io.slipway.contract.SurveyResult;
import io.slipway.domain.Channel;
import io.slipway.domain.Notifier;
import io.slipway.domain.Secret;
import io.slipway.domain.SecretRef;
import io.slipway.domain.Secrets;
import io.slipway.domain.SecretsVersion;
import io.slipway.domain.SshSettings;
import io.slipway.domain.Target;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** When runs look at their secrets, and what they do when those cannot be had. */
final class RunSecretsTest {
  private final StageBench bench = new StageBench();

  @AfterEach
  void close() {
    bench.close();
  }

  private static Target target(SecretsVersion version) {
    return Fixtures.target(3, "1", "100%")
        .withSecrets(new Secrets(List.of(new Secret("URL", FakeSecrets.SHOP)), version, List.of()));
  }

  private List<String> messages(RunTicket ticket, EventType type) {
    return bench.events(ticket.workflowId()).stream()
        .filter(e -> e.type() == type)
        .map(e -> String.valueOf(e.message()))
        .toList();
  }

  @Test
  void they_are_looked_at_once_before_all_and_once_a_batch_and_given_back() {
    bench.secrets.changes();
    RunTicket ticket = bench.deploy(target(SecretsVersion.FOLLOW), "v1");

    RunResult result = bench.result(ticket);

    assertEquals(RunOutcome.SUCCEEDED, result.outcome());
    assertEquals(3, bench.secrets.looks().size());
    assertEquals(List.of(), bench.secrets.looks().getFirst().pins());
    assertEquals(List.of("the secret can be read"), messages(ticket, EventType.SECRETS_FOUND));
    assertEquals(
        List.of("URL was changed", "URL was changed"), messages(ticket, EventType.WARNING));
    assertEquals(List.of(List.of("lease/1", "lease/2", "lease/3")), bench.secrets.givenBack());
    assertEquals(List.of(pin("1")), bench.hosts.pins("prepare web1"));
    assertEquals(List.of(pin("2")), bench.hosts.pins("activate web1"));
    assertEquals(List.of(pin("3")), bench.hosts.pins("activate web3"));
  }

  private static SecretPin pin(String version) {
    return new SecretPin(FakeSecrets.SHOP, version);
  }

  @Test
  void a_secret_that_cannot_be_had_stops_the_run_before_anything_is_touched() {
    bench.secrets.fails(1, FailureType.SECRET_UNUSABLE, 99);
    RunTicket ticket = bench.deploy(target(SecretsVersion.PIN), "v1");

    RunResult result = bench.result(ticket);

    assertEquals(RunOutcome.UNTOUCHED, result.outcome());
    assertTrue(
        result.message().contains("tried to read vault:secret/data/shop (URL)"), result.message());
    assertTrue(bench.hosts.calls().stream().noneMatch(c -> c.startsWith("prepare")));
  }

  @Test
  void a_store_that_is_away_is_waited_for_and_said() {
    bench.secrets.fails(1, FailureType.SECRETS_UNREACHABLE, 5);
    RunTicket ticket = bench.deploy(target(SecretsVersion.PIN), "v1");

    assertEquals(RunOutcome.SUCCEEDED, bench.result(ticket).outcome());
    List<String> waiting = messages(ticket, EventType.WAITING);
    assertEquals(2, waiting.size(), waiting.toString());
    assertTrue(waiting.getFirst().endsWith("hosts are not to blame."), waiting.getFirst());
  }

  @Test
  void a_store_that_stays_away_ends_the_run_untouched() {
    bench.secrets.fails(1, FailureType.SECRETS_UNREACHABLE, 9_999);

    RunResult result = bench.result(bench.deploy(target(SecretsVersion.PIN), "v1"));

    assertEquals(RunOutcome.UNTOUCHED, result.outcome());
  }

  @Test
  void what_is_pinned_needs_no_store_any_more() {
    bench.secrets.fails(2, FailureType.SECRETS_UNREACHABLE, 9_999);
    RunTicket ticket = bench.deploy(target(SecretsVersion.PIN), "v1");

    assertEquals(RunOutcome.SUCCEEDED, bench.result(ticket).outcome());
    assertTrue(
        messages(ticket, EventType.WARNING)
            .getFirst()
            .endsWith("The run goes on with the secrets that it has found before."));
  }

  @Test
  void what_is_followed_and_taken_away_puts_everything_back() {
    bench.secrets.fails(3, FailureType.SECRET_UNUSABLE, 99);
    bench.hosts.serves("web1", "20260101000000");

    RunResult result = bench.result(bench.deploy(target(SecretsVersion.FOLLOW), "v1"));

    assertEquals(RunOutcome.REVERTED, result.outcome());
    assertEquals("20260101000000", String.valueOf(bench.hosts.live("web1")));
  }

  private static final Target CERTIFIED =
      Fixtures.target(3, "1", "100%").withSsh(certified(Fixtures.target(3, "1").ssh()));

  private static SshSettings certified(SshSettings ssh) {
    return new SshSettings(
        ssh.user(),
        ssh.port(),
        ssh.jumps(),
        ssh.identities(),
        null,
        null,
        ssh.knownHosts(),
        ssh.hostKeys(),
        false,
        SecretRef.parse("vault:ssh/sign/deploy"));
  }

  @Test
  void a_key_that_is_not_signed_stops_the_run_before_any_host_is_asked() {
    bench.secrets.fails(1, FailureType.SECRET_UNUSABLE, 99);

    RunResult result = bench.result(bench.deploy(CERTIFIED, "v1"));

    assertEquals(RunOutcome.UNTOUCHED, result.outcome());
    assertTrue(result.message().startsWith("production: tried to"), result.message());
    assertEquals(List.of(), bench.hosts.calls());
    assertTrue(result.hosts().stream().allMatch(h -> h.failure() == null), result.toString());
  }

  @Test
  void whoever_signs_keys_is_waited_for_before_any_host_is_asked() {
    bench.secrets.fails(1, FailureType.SECRETS_UNREACHABLE, 5);
    RunTicket ticket = bench.deploy(CERTIFIED, "v1");

    assertEquals(RunOutcome.SUCCEEDED, bench.result(ticket).outcome());
    assertEquals(2, messages(ticket, EventType.WAITING).size());
    assertEquals(
        List.of("the key for logging in is signed"), messages(ticket, EventType.SECRETS_FOUND));
    assertEquals(List.of(), bench.secrets.givenBack(), "there is nothing to give back");
  }

  @Test
  void surveys_tell_what_cannot_be_had_and_ask_all_hosts_all_the_same() {
    Target target = target(SecretsVersion.PIN);
    SurveyResult ready = bench.check("fit", target);
    assertEquals(List.of(pin("1")), Objects.requireNonNull(ready.secrets()).pins());
    assertTrue(bench.secrets.looks().getFirst().glance());

    bench.secrets.fails(2, FailureType.SECRET_UNUSABLE, 99);
    SurveyResult unfit = bench.check("unfit", target);

    assertEquals(
        List.of("URL"), Objects.requireNonNull(unfit.secrets()).faults().getFirst().secrets());
    assertTrue(unfit.hosts().stream().allMatch(PhaseOutcome::succeeded));
    assertNotNull(unfit.revision());
    assertNull(bench.check("without", Fixtures.target(3, "1")).secrets());
    Notifier slack = new Notifier(new Channel.Slack(FakeSecrets.SHOP), List.of(), null);
    assertNotNull(
        bench.check("told", Fixtures.target(3, "1").withNotifiers(List.of(slack))).secrets());
  }

  @Test
  void rollbacks_look_at_them_too() {
    RunTicket first = bench.deploy(target(SecretsVersion.PIN), "v1");
    assertEquals(RunOutcome.SUCCEEDED, bench.result(first).outcome());
    RunTicket second = bench.deploy(target(SecretsVersion.PIN), "v2");
    assertEquals(RunOutcome.SUCCEEDED, bench.result(second).outcome());
    int before = bench.secrets.looks().size();

    RunResult back = bench.result(bench.rollback(target(SecretsVersion.PIN), null));

    assertEquals(RunOutcome.SUCCEEDED, back.outcome());
    assertEquals(before + 3, bench.secrets.looks().size());
  }
}
