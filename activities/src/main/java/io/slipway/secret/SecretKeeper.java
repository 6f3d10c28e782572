package io.slipway.secret;

import io.slipway.contract.FailureType;
import io.slipway.contract.RunKey;
import io.slipway.contract.SecretPin;
import io.slipway.contract.SecretsFound;
import io.slipway.contract.SecretsOrder;
import io.slipway.domain.SecretRef;
import io.slipway.domain.Secrets;
import io.slipway.domain.SecretsVersion;
import io.slipway.redact.Redactor;
import io.slipway.shell.Pulse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Knows the secrets of runs, in memory only. Each is read once by a worker, whatever the number of
 * hosts, and forgotten when the run is over or has not asked for a quarter of an hour.
 */
public final class SecretKeeper implements AutoCloseable {
  private static final Duration FORGET_AFTER = Duration.ofMinutes(15);
  private static final Duration LOOK_EVERY = Duration.ofMinutes(1);

  private final SecretStore store;
  private final Redactor redactor;
  private final InstantSource clock;
  private final Map<RunKey, Wallet> wallets = new ConcurrentHashMap<>();
  private final ScheduledExecutorService sweeper =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("secrets-", 0).factory());

  /**
   * @param store stays the caller's to close
   * @param redactor is told all values for as long as they are kept
   */
  public SecretKeeper(SecretStore store, Redactor redactor, InstantSource clock) {
    this.store = store;
    this.redactor = redactor;
    this.clock = clock;
    var unused =
        sweeper.scheduleWithFixedDelay(
            this::sweep, LOOK_EVERY.toSeconds(), LOOK_EVERY.toSeconds(), TimeUnit.SECONDS);
  }

  /** The implementation that a worker registers. */
  public Object activities() {
    return new SecretErrands(this);
  }

  /**
   * The values of a run's secrets, read now if they are not known here.
   *
   * @throws SecretsException when they cannot be had
   */
  public SecretValues lend(RunKey run, Secrets secrets, List<SecretPin> pins, Pulse pulse) {
    Wallet wallet = take(run);
    try {
      return wallet.alone(
          pulse,
          () ->
              new SecretValues(
                  wallet.values(secrets, pins, pulse), wallet.keeper(secrets, pins), wallet::back));
    } catch (RuntimeException e) {
      wallet.back();
      throw e;
    }
  }

  /** Reads all secrets as they are now, and says which versions hosts shall have. */
  public SecretsFound find(SecretsOrder order, Pulse pulse) {
    Secrets secrets = order.target().secrets();
    if (secrets == null) {
      return new SecretsFound(List.of(), List.of(), List.of());
    }
    Wallet wallet = take(order.key());
    try {
      return wallet.alone(pulse, () -> found(wallet, secrets, order.pins(), pulse));
    } finally {
      wallet.back();
    }
  }

  private static SecretsFound found(
      Wallet wallet, Secrets secrets, List<SecretPin> priors, Pulse pulse) {
    Shortfall shortfall = new Shortfall();
    List<SecretPin> pins = new ArrayList<>();
    List<String> notes = new ArrayList<>();
    Map<SecretRef, SecretDocument> read = new LinkedHashMap<>();
    for (SecretRef ref : Wallet.documentsOf(secrets)) {
      String names = Wallet.names(secrets, ref);
      @Nullable SecretPin prior = Wallet.pinned(priors, ref).orElse(null);
      shortfall.reading(
          ref,
          names,
          () -> {
            Wallet.Newest newest = wallet.newest(ref, prior, pulse);
            read.put(ref, newest.document());
            pins.add(chosen(secrets.version(), prior, newest, names, notes));
          });
    }
    Map<String, String> unused = Wallet.named(secrets, read, shortfall);
    shortfall.throwIfAny();
    return new SecretsFound(pins, wallet.leases(secrets), notes);
  }

  private static SecretPin chosen(
      SecretsVersion version,
      @Nullable SecretPin prior,
      Wallet.Newest newest,
      String names,
      List<String> notes) {
    if (prior == null || prior.equals(newest.pin())) {
      return newest.pin();
    }
    // What was lent anew is no change of anyone's.
    if (newest.document().lease() != null) {
      return newest.pin();
    }
    return switch (version) {
      case PIN -> {
        notes.add(
            "%s was changed in its store%s. This run goes on with what it has found first; deploy again for the newer one."
                .formatted(names, versions(prior, newest.pin())));
        yield prior;
      }
      case FOLLOW -> {
        notes.add(
            "%s was changed in its store%s. Hosts whose turn comes now get the newer one; those that are live already keep the older until the next deploy."
                .formatted(names, versions(prior, newest.pin())));
        yield newest.pin();
      }
    };
  }

  private static String versions(SecretPin before, SecretPin now) {
    String from = String.valueOf(before.version());
    String to = String.valueOf(now.version());
    return from.startsWith("~") || to.startsWith("~")
        ? ""
        : " (version %s, now %s)".formatted(from, to);
  }

  /**
   * Forgets a run's secrets and gives back what was lent for it.
   *
   * @throws SecretsException when a store does not take it back
   */
  public void giveBack(SecretsOrder order) {
    Secrets secrets = order.target().secrets();
    Set<String> leases = new LinkedHashSet<>(order.leases());
    Wallet wallet = wallets.remove(order.key());
    if (wallet != null) {
      if (secrets != null) {
        leases.addAll(wallet.leases(secrets));
      }
      wallet.close();
    }
    for (String lease : leases) {
      try {
        store.giveBack(lease);
      } catch (SecretException e) {
        throw new SecretsException(
            e.obstacle() == SecretException.Obstacle.AWAY
                ? FailureType.SECRETS_UNREACHABLE
                : FailureType.SECRET_UNUSABLE,
            "give back %s, which was lent to the run".formatted(lease),
            e.reason(),
            "It ends by itself when its time is over. %s".formatted(e.remedy()));
      }
    }
  }

  private Wallet take(RunKey run) {
    return wallets.compute(
        run,
        (key, known) -> {
          Wallet wallet = known == null ? new Wallet(store, redactor, clock) : known;
          wallet.taken();
          return wallet;
        });
  }

  private void sweep() {
    for (RunKey run : wallets.keySet()) {
      wallets.computeIfPresent(
          run,
          (key, wallet) -> {
            if (!wallet.idleFor(FORGET_AFTER)) {
              return wallet;
            }
            wallet.close();
            return null;
          });
    }
  }

  @Override
  public void close() {
    sweeper.shutdownNow();
    wallets.values().forEach(Wallet::close);
    wallets.clear();
  }
}
