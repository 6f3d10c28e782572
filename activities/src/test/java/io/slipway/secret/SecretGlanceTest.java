package io.slipway.secret;

import static io.slipway.secret.SecretKeeperTest.order;
import static io.slipway.secret.SecretKeeperTest.secret;
import static io.slipway.secret.SecretKeeperTest.secrets;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.slipway.contract.FailureType;
import io.slipway.contract.SecretFault;
import io.slipway.contract.SecretPin;
import io.slipway.contract.SecretsFound;
import io.slipway.contract.SecretsOrder;
import io.slipway.domain.Channel;
import io.slipway.domain.Notifier;
import io.slipway.domain.SecretFile;
import io.slipway.domain.SecretFileFormat;
import io.slipway.domain.SecretRef;
import io.slipway.domain.Secrets;
import io.slipway.domain.SecretsVersion;
import io.slipway.domain.SshSettings;
import io.slipway.domain.Target;
import io.slipway.redact.Redactor;
import io.slipway.secret.SecretException.Obstacle;
import io.slipway.shell.Pulse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Looks that only find out whether secrets and signed keys can be had. */
class SecretGlanceTest {
  private static final SecretRef AUTHORITY = SecretRef.parse("vault:ssh/sign/deploy");

  private final FakeStore store = new FakeStore();
  private final Redactor redactor = new Redactor();
  private final List<String> signedFor = new ArrayList<>();
  private Obstacle refusal = Obstacle.DENIED;
  private boolean signs = true;
  private final SecretKeeper keeper =
      new SecretKeeper(
          store,
          (access, pulse) -> {
            signedFor.add(access.host().name().value());
            if (!signs) {
              throw new SecretException(refusal, AUTHORITY, "it signs nothing", "Let it sign.");
            }
          },
          redactor,
          InstantSource.system());

  @AfterEach
  void close() {
    keeper.close();
  }

  private static SecretsOrder glance(Secrets secrets) {
    SecretsOrder order = order(secrets, List.of());
    return new SecretsOrder(order.key(), order.target(), List.of(), List.of(), true);
  }

  private static SecretsOrder signing(SecretsOrder order) {
    SshSettings ssh = order.target().ssh();
    SshSettings certified =
        new SshSettings(
            ssh.user(),
            ssh.port(),
            List.of(),
            List.of(),
            null,
            null,
            List.of(),
            ssh.hostKeys(),
            false,
            AUTHORITY);
    return new SecretsOrder(
        order.key(), order.target().withSsh(certified), List.of(), List.of(), order.glance());
  }

  @Test
  void tells_all_faults_of_all_stores_and_what_there_is_besides() {
    store.put("secret/data/shop", "url", "first-value");
    store.fail("secret/data/denied", Obstacle.DENIED);
    store.fail("secret/data/slow", Obstacle.AWAY);
    store.put("secret/data/later", "url", "later-value");
    store.putPlain("/etc/shop/url", Map.of("", "plain-value"));
    Secrets secrets =
        secrets(
            SecretsVersion.PIN,
            secret("URL", "vault:secret/data/shop"),
            secret("GONE", "vault:secret/data/gone"),
            secret("DENIED", "vault:secret/data/denied"),
            secret("SLOW", "vault:secret/data/slow"),
            secret("LATER", "vault:secret/data/later"),
            secret("PLAIN", "file:/etc/shop/url"));

    SecretsFound found = keeper.find(glance(secrets), Pulse.NONE);

    assertEquals(
        List.of("GONE", "DENIED", "SLOW", "LATER"),
        found.faults().stream().flatMap(f -> f.secrets().stream()).toList());
    assertEquals(
        List.of(
            FailureType.SECRET_UNUSABLE,
            FailureType.SECRET_UNUSABLE,
            FailureType.SECRETS_UNREACHABLE,
            FailureType.SECRETS_UNREACHABLE),
        found.faults().stream().map(SecretFault::type).toList());
    assertEquals(
        List.of(
            new SecretPin(SecretRef.parse("vault:secret/data/shop"), "1"),
            new SecretPin(SecretRef.parse("file:/etc/shop/url"), null)),
        found.pins());
    assertEquals(5, store.reads(), "a Vault that is away is not asked again for each reference");
    assertTrue(redactor.isIdle(), "nothing is kept");
  }

  @Test
  void says_who_could_not_be_told_which_is_no_fault_of_the_deploy() {
    store.put("secret/data/ops", "slack", "https://hooks.example.com/1");
    store.fail("secret/data/denied", Obstacle.DENIED);
    SecretsOrder bare = glance(secrets(SecretsVersion.PIN));
    Target told =
        bare.target()
            .withNotifiers(
                List.of(
                    slack("vault:secret/data/ops#slack"),
                    slack("vault:secret/data/ops#teams"),
                    slack("vault:secret/data/denied")));

    SecretsFound found =
        keeper.find(new SecretsOrder(bare.key(), told, List.of(), List.of(), true), Pulse.NONE);

    assertEquals(List.of(), found.faults());
    assertEquals(List.of(), found.pins());
    assertEquals(2, found.notes().size(), found.notes().toString());
    assertEquals(
        "Slack (vault:secret/data/ops#teams) would be told nothing: tried to read"
            + " vault:secret/data/ops#teams (notifications), but it has no field teams, only slack."
            + " Name one of its fields behind a #.",
        found.notes().getFirst());
    assertTrue(redactor.isIdle(), "nothing is kept");
  }

  private static Notifier slack(String url) {
    return new Notifier(new Channel.Slack(SecretRef.parse(url)), List.of(), null);
  }

  @Test
  void gives_back_all_that_was_lent_also_what_would_go_into_files() {
    store.lend(
        "database/creds/shop", Map.of("password", "pw-1111"), "lease/1", Duration.ofHours(1));
    Secrets secrets =
        new Secrets(
            List.of(secret("PASSWORD", "vault:database/creds/shop")),
            SecretsVersion.PIN,
            List.of(
                new SecretFile(
                    ".env", SecretFileFormat.DOTENV, null, List.of(), "0600", null, null)));

    SecretsFound found = keeper.find(glance(secrets), Pulse.NONE);

    assertEquals(List.of(), found.leases());
    assertEquals(List.of("lease/1"), store.givenBack());
  }

  @Test
  void tells_that_a_key_is_not_signed_with_the_secrets() {
    signs = false;
    SecretsOrder order = signing(glance(secrets(SecretsVersion.PIN, secret("A", "vault:gone"))));

    List<SecretFault> faults = keeper.find(order, Pulse.NONE).faults();

    assertEquals(
        List.of("vault:gone", "vault:ssh/sign/deploy"),
        faults.stream().map(SecretFault::reference).toList());
    assertEquals(
        "have a key signed by vault:ssh/sign/deploy for the login deploy",
        faults.getLast().attempted());
  }

  @Test
  void a_run_without_secrets_has_its_key_signed_or_fails_by_what_is_in_the_way() {
    SecretsOrder order = order(secrets(SecretsVersion.PIN), List.of());
    SecretsOrder run =
        signing(
            new SecretsOrder(order.key(), order.target().withSecrets(null), List.of(), List.of()));
    assertEquals(List.of(), keeper.find(run, Pulse.NONE).pins());
    assertEquals(List.of("web1"), signedFor);

    signs = false;
    assertEquals(FailureType.SECRET_UNUSABLE, typeOf(run));
    refusal = Obstacle.AWAY;
    assertEquals(FailureType.SECRETS_UNREACHABLE, typeOf(run));
  }

  @Test
  void a_run_does_not_wait_for_one_store_while_another_lacks_a_secret() {
    store.fail("secret/data/slow", Obstacle.AWAY);
    Secrets away = secrets(SecretsVersion.PIN, secret("SLOW", "vault:secret/data/slow"));
    assertEquals(FailureType.SECRETS_UNREACHABLE, typeOf(order(away, List.of())));

    Secrets both =
        secrets(
            SecretsVersion.PIN,
            secret("SLOW", "vault:secret/data/slow"),
            secret("GONE", "env:GONE"));
    assertEquals(FailureType.SECRET_UNUSABLE, typeOf(order(both, List.of())));
  }

  private FailureType typeOf(SecretsOrder order) {
    return assertThrows(SecretsException.class, () -> keeper.find(order, Pulse.NONE)).type();
  }
}
