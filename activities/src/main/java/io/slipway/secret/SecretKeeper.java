package io.slipway.secret;

import io.slipway.contract.RunKey;
import io.slipway.contract.SecretPin;
import io.slipway.contract.SecretsFound;
import io.slipway.contract.SecretsOrder;
import io.slipway.domain.Secrets;
import io.slipway.redact.Redactor;
import io.slipway.shell.Pulse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Knows the secrets of runs, in memory only. Each is read once by a worker, whatever the number of
 * hosts, and forgotten when the run is over or has not asked for a quarter of an hour.
 */
public final class SecretKeeper implements AutoCloseable {
  private static final Duration FORGET_AFTER = Duration.ofMinutes(15);
  private static final Duration LOOK_EVERY = Duration.ofMinutes(1);

  private final SecretStore store;
  private final LoginKeys keys;
  private final Redactor redactor;
  private final InstantSource clock;
  private final Map<RunKey, Wallet> wallets = new ConcurrentHashMap<>();
  private final ScheduledExecutorService sweeper =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("secrets-", 0).factory());

  /** For a worker that has no keys signed. */
  public SecretKeeper(SecretStore store, Redactor redactor, InstantSource clock) {
    this(store, (access, pulse) -> {}, redactor, clock);
  }

  /**
   * @param store stays the caller's to close
   * @param keys looked at with the secrets, for all hosts depend on them alike
   * @param redactor is told all values for as long as they are kept
   */
  public SecretKeeper(SecretStore store, LoginKeys keys, Redactor redactor, InstantSource clock) {
    this.store = store;
    this.keys = keys;
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

  /**
   * Reads all secrets as they are now, has the keys for logging in signed, and says which versions
   * hosts shall have.
   *
   * @throws SecretsException when something cannot be had, unless the order asks for a glance
   */
  public SecretsFound find(SecretsOrder order, Pulse pulse) {
    if (order.glance()) {
      return glance(order, pulse);
    }
    if (order.target().secrets() == null) {
      try (Wallet empty = new Wallet(store, redactor, clock)) {
        return new SecretLook(empty, order, keys, pulse).whole();
      }
    }
    Wallet wallet = take(order.key());
    try {
      return wallet.alone(pulse, () -> new SecretLook(wallet, order, keys, pulse).whole());
    } finally {
      wallet.back();
    }
  }

  /** By somebody who only wants to know: values are forgotten, and what was lent is given back. */
  private SecretsFound glance(SecretsOrder order, Pulse pulse) {
    try (Wallet passing = new Wallet(store, redactor, clock)) {
      SecretsFound found = new SecretLook(passing, order, keys, pulse).found();
      List<String> notes = new ArrayList<>(found.notes());
      for (String lease : passing.allLeases()) {
        try {
          giveBack(lease);
        } catch (SecretsException e) {
          notes.add(String.valueOf(e.getMessage()));
        }
      }
      List<SecretPin> pins =
          found.pins().stream()
              .map(pin -> Wallet.ours(pin) ? new SecretPin(pin.document(), null) : pin)
              .toList();
      return new SecretsFound(pins, List.of(), notes, found.faults());
    }
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
    leases.forEach(this::giveBack);
  }

  private void giveBack(String lease) {
    try {
      store.giveBack(lease);
    } catch (SecretException e) {
      throw new SecretsException(
          e.obstacle().type(),
          "give back %s, which was lent to the run".formatted(lease),
          e.reason(),
          "It ends by itself when its time is over. %s".formatted(e.remedy()));
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
