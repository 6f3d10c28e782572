package io.slipway.release;

import io.slipway.contract.Built;
import io.slipway.contract.DeliveryActivities;
import io.slipway.contract.DeliveryOrder;
import io.slipway.contract.HostOrder;
import io.slipway.contract.HostReport;
import io.slipway.contract.Received;
import io.slipway.contract.StepReport;
import io.slipway.domain.Host;
import io.slipway.domain.HostName;
import io.slipway.domain.Relay;
import io.slipway.release.Passing.Door;
import io.slipway.shell.HostFaultException;
import io.slipway.source.Parcel;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings archives to a host: from another one that has them, else from here. The worker tells each
 * of the two whom it may trust, and the checksum; sessions with both are never held together, so
 * that no host waits for one that waits for it.
 */
final class Receiving implements DeliveryActivities {
  private static final Logger logger = LoggerFactory.getLogger(Receiving.class);
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final String ATTEMPTED = "deliver the release";

  /** What a slow line takes for a large release. */
  private static final Duration TAKING = Duration.ofMinutes(50);

  /** For which another host can begin to ask; what it has begun goes on. */
  private static final Duration OPEN = Duration.ofMinutes(2);

  private final Hosts hosts;
  private final Parcels parcels;
  private final Transfers transfers;
  private final Supplier<Attempt> attempts;

  Receiving(Hosts hosts, Parcels parcels, Transfers transfers, Supplier<Attempt> attempts) {
    this.hosts = hosts;
    this.parcels = parcels;
    this.transfers = transfers;
    this.attempts = attempts;
  }

  @Override
  public HostReport receive(DeliveryOrder order) {
    Attempt attempt = attempts.get();
    return Boundary.crossing(order.order(), ATTEMPTED, () -> received(order, attempt));
  }

  private HostReport received(DeliveryOrder delivery, Attempt attempt) {
    long began = System.nanoTime();
    HostOrder order = delivery.order();
    Built built = delivery.built();
    Parcel parcel =
        built == null ? parcels.of(order, attempt) : transfers.parcel(order, built, attempt);
    String token = token();
    Host parent = delivery.parent();
    Transcript looked =
        on(
            order,
            attempt,
            HostScript.RECEIVE,
            archives(parcel).set("token", token).flag("asks", parent != null));
    if (looked.wanted.isEmpty()) {
      return report(order, began, "it was there", new Received(null, looked.passing.holds, false));
    }
    String why = null;
    if (parent != null) {
      why = ask(order, parent, looked.passing, parcel, token, attempt);
      if (why == null) {
        return report(
            order, began, "from " + parent.name(), new Received(parent.name(), true, false));
      }
    }
    send(order, attempt, parcel, looked.wanted);
    HostReport sent =
        report(order, began, "from the worker", new Received(null, true, why != null));
    return why == null
        ? sent
        : warned(
            sent, "%s did not hand it on: %s. The worker sent it.".formatted(name(parent), why));
  }

  private static HostName name(@Nullable Host parent) {
    return Objects.requireNonNull(parent).name();
  }

  /** Null when it has come; else why not. */
  private @Nullable String ask(
      HostOrder order, Host parent, Passing asker, Parcel parcel, String token, Attempt attempt) {
    if (asker.key == null) {
      return Objects.requireNonNullElse(asker.shut, "no key was made");
    }
    HostOrder other = at(order, parent);
    try {
      Passing opened = open(other, asker.key, parcel, token, attempt);
      Door door = opened.door;
      return door == null
          ? Objects.requireNonNullElse(opened.shut, "it opened no door")
          : take(order, door, parcel, token, attempt);
    } catch (HostFaultException e) {
      if (e.failure().host().equals(order.host().name())) {
        throw e;
      }
      logger.debug("{} hands nothing on", parent.name(), e);
      return e.failure().reason();
    } finally {
      shut(other, token, attempt);
    }
  }

  private Passing open(HostOrder parent, String key, Parcel parcel, String token, Attempt attempt) {
    Relay relay = Objects.requireNonNullElse(parent.target().source().relay(), Relay.DEFAULT);
    Prologue told =
        archives(parcel)
            .set("token", token)
            .set("key", key)
            .set("first_port", relay.firstPort())
            .set("last_port", relay.lastPort())
            .set("door_for", OPEN.toSeconds());
    return on(parent, attempt, HostScript.OPEN_DOOR, told).passing;
  }

  /** Null when it has come; else why not. */
  private @Nullable String take(
      HostOrder order, Door door, Parcel parcel, String token, Attempt attempt) {
    Prologue told =
        archives(parcel)
            .set("token", token)
            .set("door_address", door.address())
            .set("door_port", door.port())
            .set("door_key", door.key())
            .set("door_user", door.login());
    Passing taken =
        hosts.on(order, attempt, host -> host.run(HostScript.TAKE, ATTEMPTED, told, TAKING))
            .passing;
    return taken.holds ? null : Objects.requireNonNullElse(taken.shut, "nothing came");
  }

  /** It would shut by itself a little later. */
  private void shut(HostOrder parent, String token, Attempt attempt) {
    try {
      Transcript unused =
          on(parent, attempt.ending(), HostScript.SHUT_DOOR, new Prologue().set("token", token));
    } catch (HostFaultException e) {
      logger.debug("the door of {} shuts by itself", parent.host().name(), e);
    }
  }

  private void send(HostOrder order, Attempt attempt, Parcel parcel, List<String> wanted) {
    boolean sent =
        hosts.on(
            order,
            attempt,
            host -> {
              parcel.archives().stream()
                  .filter(archive -> wanted.contains(archive.sha256()))
                  .forEach(host::upload);
              return true;
            });
    logger.debug("{}: sent {}", order.host().name(), sent);
  }

  private Transcript on(HostOrder order, Attempt attempt, HostScript script, Prologue told) {
    return hosts.on(order, attempt, host -> host.run(script, ATTEMPTED, told));
  }

  private static Prologue archives(Parcel parcel) {
    return new Prologue()
        .each(
            "archive",
            parcel.archives().stream()
                .map(archive -> List.of(archive.sha256(), Long.toString(archive.size())))
                .toList());
  }

  /** The order for another host of its run. */
  static HostOrder at(HostOrder order, Host other) {
    return new HostOrder(
        order.key(),
        order.target().withHosts(List.of(other)),
        order.release(),
        order.revision(),
        order.ref(),
        order.initiator(),
        order.epoch(),
        null);
  }

  private static HostReport report(HostOrder order, long began, String how, Received received) {
    Duration took = Duration.ofNanos(System.nanoTime() - began);
    boolean already = received.from() == null && how.equals("it was there");
    return new HostReport(
            order.host().name(),
            List.of(new StepReport("deliver", already, took, how)),
            null,
            null,
            List.of(),
            List.of())
        .with(received);
  }

  private static HostReport warned(HostReport report, String warning) {
    return new HostReport(
            report.host(),
            report.steps(),
            report.live(),
            report.previous(),
            report.releases(),
            List.of(warning))
        .with(Objects.requireNonNull(report.received()));
  }

  private static String token() {
    byte[] random = new byte[12];
    RANDOM.nextBytes(random);
    return HexFormat.of().formatHex(random);
  }
}
