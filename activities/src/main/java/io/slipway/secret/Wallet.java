package io.slipway.secret;

import io.slipway.contract.FailureType;
import io.slipway.contract.SecretPin;
import io.slipway.domain.Secret;
import io.slipway.domain.SecretRef;
import io.slipway.domain.Secrets;
import io.slipway.redact.Redactor;
import io.slipway.shell.Pulse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The documents of one run, each read once. Hosts that want the same wait for one reading. */
final class Wallet implements AutoCloseable {
  private static final Duration BEAT = Duration.ofSeconds(1);

  /** A version that is ours, for a store that has none. */
  private static final String OWN = "~";

  private final SecretStore store;
  private final Redactor redactor;
  private final InstantSource clock;
  private final String own = Token.next();
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<SecretPin, Held> documents = new HashMap<>();
  private int users;
  private Instant lastUsed;

  /** A document, with what the redactor knows of it. */
  private record Held(SecretDocument document, Instant readAt, Redactor.Known known) {
    /** Whether less than the given part of its life is left, in hundredths. */
    boolean aged(Instant now, int percent) {
      Duration life = document.validFor();
      return life != null
          && readAt.plus(life.multipliedBy(100L - percent).dividedBy(100)).isBefore(now);
    }
  }

  Wallet(SecretStore store, Redactor redactor, InstantSource clock) {
    this.store = store;
    this.redactor = redactor;
    this.clock = clock;
    this.lastUsed = clock.instant();
  }

  synchronized void taken() {
    users++;
  }

  synchronized void back() {
    users--;
    lastUsed = clock.instant();
  }

  synchronized boolean idleFor(Duration time) {
    return users == 0 && lastUsed.plus(time).isBefore(clock.instant());
  }

  /** Does the work alone, beating while another does its own. */
  <T> T alone(Pulse pulse, Supplier<T> work) {
    try {
      while (!lock.tryLock(BEAT.toMillis(), TimeUnit.MILLISECONDS)) {
        pulse.beat();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SecretsException(
          FailureType.SECRETS_UNREACHABLE,
          "read the secrets",
          "the worker is stopping",
          "Another worker takes it up.");
    }
    try {
      return work.get();
    } finally {
      lock.unlock();
    }
  }

  /** All values by name, at the versions that are pinned. */
  Map<String, String> values(Secrets secrets, List<SecretPin> pins, Pulse pulse) {
    Shortfall shortfall = new Shortfall();
    Map<SecretRef, SecretDocument> read = new LinkedHashMap<>();
    for (SecretRef ref : documentsOf(secrets)) {
      SecretPin pin = pinned(pins, ref).orElse(new SecretPin(ref, null));
      shortfall.reading(ref, names(secrets, ref), () -> read.put(ref, held(pin, pulse)));
    }
    Map<String, String> values = named(secrets, read, shortfall);
    shortfall.throwIfAny();
    return values;
  }

  static Set<SecretRef> documentsOf(Secrets secrets) {
    return secrets.entries().stream()
        .map(s -> s.ref().document())
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  static List<String> names(Secrets secrets, SecretRef document) {
    return secrets.entries().stream()
        .filter(s -> s.ref().document().equals(document))
        .map(Secret::name)
        .toList();
  }

  static Optional<SecretPin> pinned(List<SecretPin> pins, SecretRef document) {
    return pins.stream().filter(p -> p.document().equals(document)).findFirst();
  }

  /** Whether its version is a name of ours, since its store has none. */
  static boolean ours(SecretPin pin) {
    return pin.version() != null && pin.version().startsWith(OWN);
  }

  private SecretDocument held(SecretPin pin, Pulse pulse) {
    Held held = documents.get(pin);
    if (held == null || held.aged(clock.instant(), 0)) {
      pulse.beat();
      held = keep(pin, store.read(ours(pin) ? pin.document() : pin.document().at(pin.version())));
    }
    return held.document();
  }

  private Held keep(SecretPin pin, SecretDocument document) {
    Held held = new Held(document, clock.instant(), redactor.know(document.fields().values()));
    Held before = documents.put(pin, held);
    if (before != null) {
      before.known().close();
    }
    return held;
  }

  /** Names what was read, as {@link SecretValues#keeper} says. */
  String keeper(Secrets secrets, List<SecretPin> pins) {
    boolean versioned =
        documentsOf(secrets).stream()
            .allMatch(
                ref ->
                    ref.version() != null
                        || pinned(pins, ref)
                            .filter(pin -> pin.version() != null && !ours(pin))
                            .isPresent());
    return versioned ? "versions" : own;
  }

  /** What is newest in the store, without reading again what was lent and is still good. */
  Newest newest(SecretRef document, @Nullable SecretPin prior, Pulse pulse) {
    Held held = prior == null ? null : documents.get(prior);
    if (prior != null
        && held != null
        && held.document().lease() != null
        && !held.aged(clock.instant(), 33)) {
      return new Newest(prior, held.document());
    }
    pulse.beat();
    SecretDocument read = store.read(document);
    String version = read.version();
    if (version == null && prior != null && (held == null || same(held.document(), read))) {
      // Whether another worker has read the same, nobody here can tell.
      return new Newest(prior, held == null ? keep(prior, read).document() : held.document());
    }
    SecretPin pin = new SecretPin(document, version == null ? OWN + Token.next() : version);
    Held known = documents.get(pin);
    return new Newest(pin, known == null ? keep(pin, read).document() : known.document());
  }

  private static boolean same(SecretDocument one, SecretDocument other) {
    return one.lease() == null && one.fields().equals(other.fields());
  }

  /** A document as it is now, with the pin that leads to it. */
  record Newest(SecretPin pin, SecretDocument document) {}

  /** The values of all secrets whose documents are there; what is missing is noted. */
  static Map<String, String> named(
      Secrets secrets, Map<SecretRef, SecretDocument> read, Shortfall shortfall) {
    Map<String, String> values = new LinkedHashMap<>();
    for (Secret secret : secrets.entries()) {
      SecretDocument document = read.get(secret.ref().document());
      if (document == null) {
        continue;
      }
      if (secret.name().equals(Secret.ALL)) {
        document.fields().forEach((field, value) -> values.put(variable(field), value));
      } else {
        document
            .value(secret.ref().field())
            .filter(value -> usable(secret, value, shortfall))
            .ifPresentOrElse(
                value -> values.put(secret.name(), value), () -> shortfall.field(secret, document));
      }
    }
    return values;
  }

  private static boolean usable(Secret secret, String value, Shortfall shortfall) {
    if (value.indexOf('\0') < 0) {
      return true;
    }
    shortfall.nul(secret);
    return false;
  }

  private static String variable(String field) {
    String name = field.replaceAll("[^A-Za-z0-9_]", "_");
    return name.isEmpty() || Character.isDigit(name.charAt(0)) ? "_" + name : name;
  }

  /** What was lent for steps alone, and is of no use any more once the run is over. */
  List<String> leases(Secrets secrets) {
    Set<SecretRef> written = writtenToFiles(secrets);
    List<String> leases = new ArrayList<>();
    documents.forEach(
        (pin, held) -> {
          String lease = held.document().lease();
          if (lease != null && !written.contains(pin.document())) {
            leases.add(lease);
          }
        });
    return leases;
  }

  /** All that was lent: for who has only looked, and leaves nothing on any host. */
  List<String> allLeases() {
    return documents.values().stream()
        .flatMap(held -> Stream.ofNullable(held.document().lease()))
        .toList();
  }

  private static Set<SecretRef> writtenToFiles(Secrets secrets) {
    boolean all =
        secrets.files().stream()
            .anyMatch(f -> f.names().isEmpty() || f.names().contains(Secret.ALL));
    return secrets.entries().stream()
        .filter(
            s ->
                all
                    || (s.name().equals(Secret.ALL) && !secrets.files().isEmpty())
                    || secrets.files().stream().anyMatch(f -> f.names().contains(s.name())))
        .map(s -> s.ref().document())
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  @Override
  public void close() {
    documents.values().forEach(held -> held.known().close());
    documents.clear();
  }
}
