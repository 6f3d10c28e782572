package io.slipway.secret;

import io.slipway.contract.SecretPin;
import io.slipway.contract.SecretsFound;
import io.slipway.contract.SecretsOrder;
import io.slipway.domain.Artifact;
import io.slipway.domain.Host;
import io.slipway.domain.Notifier;
import io.slipway.domain.SecretRef;
import io.slipway.domain.Secrets;
import io.slipway.domain.SecretsVersion;
import io.slipway.domain.Target;
import io.slipway.shell.HostAccess;
import io.slipway.shell.Pulse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One look at all that a run needs of stores: which versions there are, and what cannot be had. */
final class SecretLook {
  private final Wallet wallet;
  private final SecretsOrder order;
  private final LoginKeys keys;
  private final Pulse pulse;
  private final Shortfall shortfall = new Shortfall();

  /**
   * @param wallet where what is read is put
   */
  SecretLook(Wallet wallet, SecretsOrder order, LoginKeys keys, Pulse pulse) {
    this.wallet = wallet;
    this.order = order;
    this.keys = keys;
    this.pulse = pulse;
  }

  /**
   * What there is, when all is there.
   *
   * @throws SecretsException when something cannot be had
   */
  SecretsFound whole() {
    SecretsFound found = found();
    shortfall.throwIfAny();
    return found;
  }

  /** What there is, and what is not. */
  SecretsFound found() {
    Target target = order.target();
    Secrets secrets = target.secrets();
    List<SecretPin> pins = new ArrayList<>();
    List<String> notes = new ArrayList<>();
    if (secrets != null) {
      read(secrets, pins, notes);
    }
    SecretRef authority = target.ssh().certificate();
    if (authority != null) {
      target.hosts().forEach(host -> sign(authority, host));
    }
    if (order.glance()) {
      target.notifiers().forEach(n -> read(n, notes));
      Artifact artifact = target.source().artifact();
      if (artifact != null && artifact.token() != null) {
        read(artifact.token(), "artifact.token", shortfall);
      }
    }
    List<String> leases = secrets == null ? List.of() : wallet.leases(secrets);
    return new SecretsFound(pins, leases, notes, shortfall.faults());
  }

  private void read(Secrets secrets, List<SecretPin> pins, List<String> notes) {
    Map<SecretRef, SecretDocument> read = new LinkedHashMap<>();
    for (SecretRef ref : Wallet.documentsOf(secrets)) {
      List<String> names = Wallet.names(secrets, ref);
      @Nullable SecretPin prior = Wallet.pinned(order.pins(), ref).orElse(null);
      shortfall.reading(
          ref,
          names,
          () -> {
            Wallet.Newest newest = wallet.newest(ref, prior, pulse);
            read.put(ref, newest.document());
            pins.add(chosen(secrets.version(), prior, newest, String.join(", ", names), notes));
          });
    }
    Map<String, String> unused = Wallet.named(secrets, read, shortfall);
  }

  /** Who cannot be told fails no run, so that it is no fault. */
  private void read(Notifier notifier, List<String> notes) {
    Shortfall missing = new Shortfall();
    notifier.channel().references().forEach(ref -> read(ref, "notifications", missing));
    missing
        .faults()
        .forEach(
            f ->
                notes.add(
                    "%s would be told nothing: tried to %s, but %s. %s"
                        .formatted(notifier.words(), f.attempted(), f.reason(), f.remedy())));
  }

  /** Looks whether there is what nothing of the run is given. */
  private void read(SecretRef ref, String name, Shortfall missing) {
    missing.reading(
        ref.document(),
        List.of(name),
        () -> {
          SecretDocument document = wallet.newest(ref.document(), null, pulse).document();
          if (document.value(ref.field()).isEmpty()) {
            missing.field(ref, name, document);
          }
        });
  }

  private void sign(SecretRef authority, Host host) {
    pulse.beat();
    String user = order.target().ssh().user();
    shortfall.signing(
        authority,
        host.user() == null ? user : host.user(),
        () -> keys.ready(new HostAccess(host, order.target().ssh()), pulse));
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
    return Wallet.ours(before) || Wallet.ours(now)
        ? ""
        : " (version %s, now %s)".formatted(before.version(), now.version());
  }
}
