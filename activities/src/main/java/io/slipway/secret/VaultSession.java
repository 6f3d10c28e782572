package io.slipway.secret;

import io.slipway.domain.SecretRef;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One log-in to Vault that all share: renewed before it expires, done anew when it is worthless.
 */
final class VaultSession implements AutoCloseable {
  private static final long SOON = 1_000_000_000L;

  private final VaultHttp vault;
  private final VaultLogin login;
  private final ScheduledThreadPoolExecutor renewals =
      new ScheduledThreadPoolExecutor(
          1, Thread.ofPlatform().daemon().name("renewal of Vault's token").factory());
  private @Nullable VaultToken current;

  VaultSession(VaultHttp vault, VaultLogin login) {
    this.vault = vault;
    this.login = login;
    renewals.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  /**
   * Asks something. A refusal may be one of the token alone, which only Vault knows: if so, logs in
   * once more and asks again.
   */
  VaultHttp.Answer ask(SecretRef ref, Function<String, VaultHttp.Answer> question) {
    VaultToken used = token(ref);
    VaultHttp.Answer answer = question.apply(used.value());
    if (answer.status() != 403 || alive(ref, used)) {
      return answer;
    }
    return question.apply(replace(ref, used).value());
  }

  /** Whether it is the very token that the worker is logged in with. */
  synchronized boolean holds(String text) {
    return current != null && text.contains(current.value());
  }

  @Override
  public void close() {
    renewals.shutdownNow();
  }

  private synchronized VaultToken token(SecretRef ref) {
    VaultToken token = current;
    if (token == null) {
      return take(login.token(vault, ref));
    }
    return token.due() ? renew(ref, token) : token;
  }

  /** Others may have replaced it already. */
  private synchronized VaultToken replace(SecretRef ref, VaultToken worthless) {
    return current == null || current == worthless ? take(login.token(vault, ref)) : current;
  }

  private boolean alive(SecretRef ref, VaultToken token) {
    return vault.get(ref, token.value(), "auth/token/lookup-self", null).status() != 403;
  }

  private VaultToken renew(SecretRef ref, VaultToken token) {
    if (token.renewable()) {
      VaultHttp.Answer answer = vault.post(ref, token.value(), "auth/token/renew-self", Map.of());
      VaultToken renewed = VaultToken.of(answer.body().path("auth"));
      if (answer.good() && !renewed.due()) {
        return take(renewed);
      }
    }
    return take(login.token(vault, ref));
  }

  private VaultToken take(VaultToken token) {
    current = token;
    if (token.expires() && !renewals.isShutdown()) {
      renewals.getQueue().clear();
      Future<?> unused =
          renewals.schedule(
              this::renewInTime, Math.max(SOON, token.nanosToRenewal()), TimeUnit.NANOSECONDS);
    }
    return token;
  }

  /** For workers that read nothing for long. What fails here is told to whoever reads next. */
  private void renewInTime() {
    try {
      token(VaultStore.RENEWAL);
    } catch (SecretException notNow) {
      if (!renewals.isShutdown()) {
        Future<?> unused = renewals.schedule(this::renewInTime, 10, TimeUnit.SECONDS);
      }
    }
  }
}
