package io.slipway.secret;

import io.slipway.codec.KeyRing;
import io.slipway.codec.MissingKeyException;
import io.slipway.codec.PayloadKey;
import io.slipway.domain.SecretRef;
import io.temporal.workflow.unsafe.WorkflowUnsafe;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keys that Vault's transit engine wraps: a new one for each process and hour. A payload names its
 * key by the wrapped key itself, so that whoever may ask Vault can read it, and no ring has to be
 * handed about.
 */
final class TransitKeyRing implements KeyRing {
  static final String SCHEME = "transit:";

  private static final Logger logger = LoggerFactory.getLogger(TransitKeyRing.class);
  private static final Duration LIFE = Duration.ofHours(1);
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final int KEPT = 10_000;
  private static final Pattern ID = Pattern.compile("(vault:v[0-9]{1,9}:)([A-Za-z0-9_-]+)");

  private final SecretStores stores;
  private final SecretRef ref;
  private final String source;
  private final InstantSource clock;
  private final Map<String, PayloadKey> known = new ConcurrentHashMap<>();
  private volatile Current current;

  private record Current(PayloadKey key, Instant until) {}

  private TransitKeyRing(SecretStores stores, SecretRef ref, String source, InstantSource clock) {
    this.stores = stores;
    this.ref = ref;
    this.source = source;
    this.clock = clock;
    this.current = new Current(make(), clock.instant().plus(LIFE));
  }

  /**
   * Makes the first key, so that what is wrong is known at once.
   *
   * @param reference {@code transit:KEY}, or {@code transit:PATH/KEY} where the engine has another
   *     path than {@code transit}
   * @throws SecretException when it cannot be made
   */
  static TransitKeyRing open(SecretStores stores, String reference, InstantSource clock) {
    String path = reference.substring(SCHEME.length());
    String full = path.contains("/") ? path : "transit/" + path;
    return new TransitKeyRing(
        stores, new SecretRef(SecretRef.Store.VAULT, full, null, null), reference, clock);
  }

  @Override
  public PayloadKey active() {
    Current now = current;
    return clock.instant().isBefore(now.until)
        ? now.key
        : WorkflowUnsafe.deadlockDetectorOff(this::renewed);
  }

  @Override
  public Optional<PayloadKey> byId(String id) {
    PayloadKey there = known.get(id);
    return there != null
        ? Optional.of(there)
        : Optional.ofNullable(WorkflowUnsafe.deadlockDetectorOff(() -> unwrapped(id)));
  }

  @Override
  public String source() {
    return source;
  }

  /** While Vault is away, goes on with the last key: it is as good as before. */
  private synchronized PayloadKey renewed() {
    Instant now = clock.instant();
    if (now.isBefore(current.until)) {
      return current.key;
    }
    try {
      current = new Current(make(), now.plus(LIFE));
    } catch (SecretException e) {
      current = new Current(current.key, now.plus(PATIENCE));
      logger.warn(
          "{}: tried to make a new payload key, but {}. Goes on with the last one. {}",
          source,
          e.reason(),
          e.remedy());
    }
    return current.key;
  }

  private PayloadKey make() {
    VaultTransit.DataKey made = stores.transit(ref).make(ref);
    return keep(id(made.wrapped()), made.plain());
  }

  private @Nullable PayloadKey unwrapped(String id) {
    Matcher form = ID.matcher(id);
    if (!form.matches()) {
      return null;
    }
    try {
      return keep(id, stores.transit(ref).unwrap(ref, wrapped(form)));
    } catch (SecretException e) {
      throw MissingKeyException.because(source, e.reason(), e.remedy());
    }
  }

  private PayloadKey keep(String id, SecretKey plain) {
    try {
      PayloadKey key = PayloadKey.of(id, plain.getEncoded());
      if (known.size() >= KEPT) {
        known.clear();
      }
      known.put(id, key);
      return key;
    } catch (IllegalArgumentException unfit) {
      throw VaultSettings.unfit(
          ref, "that transit key wraps in another form", "Use one of type aes256-gcm96.");
    }
  }

  /** Ids know no plus, slash and equals sign. */
  private static String id(String wrapped) {
    return wrapped.replace('+', '-').replace('/', '_').replace("=", "");
  }

  private static String wrapped(Matcher id) {
    String text = id.group(2).replace('-', '+').replace('_', '/');
    return id.group(1) + text + "=".repeat((4 - text.length() % 4) % 4);
  }

  @Override
  public String toString() {
    return "key ring of " + source;
  }
}
