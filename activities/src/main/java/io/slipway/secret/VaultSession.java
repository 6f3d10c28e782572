package io.slipway.secret;

import io.slipway.domain.SecretRef;
import io.slipway.secret.SecretException.Obstacle;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One log-in to Vault that all share: renewed before it expires, done anew when it is worthless.
 * Who comes while it is under way shares its outcome, so that a Vault which hangs holds up all
 * readers for one limit of time and not one after the other.
 */
final class VaultSession implements AutoCloseable {
  private static final long SOON = 1_000_000_000L;

  private final VaultHttp vault;
  private final VaultLogin login;
  private final ScheduledThreadPoolExecutor renewals =
      new ScheduledThreadPoolExecutor(
          1, Thread.ofPlatform().daemon().name("renewal of Vault's token").factory());
  private @Nullable VaultToken current;
  private @Nullable FutureTask<VaultToken> underWay;

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
    return question.apply(replacement(ref, used).value());
  }

  /** Whether it is the very token that the worker is logged in with. */
  synchronized boolean holds(String text) {
    return current != null && text.contains(current.value());
  }

  @Override
  public void close() {
    renewals.shutdownNow();
  }

  private VaultToken token(SecretRef ref) {
    FutureTask<VaultToken> task;
    synchronized (this) {
      VaultToken token = current;
      if (token != null && !token.due()) {
        return token;
      }
      task = join(() -> token == null ? take(login.token(vault, ref)) : renew(ref, token));
    }
    return outcome(ref, task);
  }

  /** Others may have replaced it already. */
  private VaultToken replacement(SecretRef ref, VaultToken worthless) {
    FutureTask<VaultToken> task;
    synchronized (this) {
      if (current != null && current != worthless) {
        return current;
      }
      task = join(() -> take(login.token(vault, ref)));
    }
    return outcome(ref, task);
  }

  private FutureTask<VaultToken> join(Callable<VaultToken> way) {
    if (underWay == null || underWay.isDone()) {
      underWay = new FutureTask<>(way);
    }
    return underWay;
  }

  private static VaultToken outcome(SecretRef ref, FutureTask<VaultToken> task) {
    task.run(); // does nothing when somebody else does
    try {
      return task.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof SecretException fault
          ? new SecretException(fault.obstacle(), ref, fault.reason(), fault.remedy())
          : new IllegalStateException("the log-in to Vault ended with a fault of ours", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SecretException(
          Obstacle.AWAY, ref, "the worker is stopping", "Another worker goes on with it.");
    }
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

  private synchronized VaultToken take(VaultToken token) {
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
