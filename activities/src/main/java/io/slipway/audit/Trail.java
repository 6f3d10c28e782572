package io.slipway.audit;

import io.slipway.audit.AuditEntry.Content;
import io.slipway.contract.AuditActivities;
import io.slipway.contract.AuditNote;
import io.slipway.contract.FailureType;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A worker's audit trail: what is noted becomes a line, which receivers elsewhere get as well. */
public final class Trail implements AuditActivities, AutoCloseable {
  /** {@code file:/path} with {@code ?size=64M} and {@code &every=day}; {@code off} for none. */
  public static final String FILE = "SLIPWAY_AUDIT";

  /** Receivers, with commas between. */
  public static final String FORWARD = "SLIPWAY_AUDIT_FORWARD";

  public static final String KEY = "SLIPWAY_AUDIT_KEY";

  /** {@code yes} when nothing may be done unrecorded. */
  public static final String REQUIRED = "SLIPWAY_AUDIT_REQUIRED";

  private static final Logger logger = LoggerFactory.getLogger(Trail.class);
  private static final Duration DELIVERY = Duration.ofSeconds(20);
  private static final Duration FAREWELL = Duration.ofSeconds(2);
  private static final int ANCHORED = 100;

  private final @Nullable Store store;
  private final List<Forwarder> forwarders = new ArrayList<>();
  private final boolean required;
  private int lost;

  private Trail(@Nullable Store store, boolean required) {
    this.store = store;
    this.required = required;
  }

  /**
   * As the environment says; without a word of it there is none, and notes are dropped.
   *
   * @param clean takes secrets out of a text
   * @throws AuditException when what the environment says makes no sense, or a trail that is
   *     required cannot be written to
   */
  public static Trail open(
      Map<String, String> environment, InstantSource clock, UnaryOperator<String> clean) {
    Seal seal =
        value(environment, KEY).isEmpty()
            ? Seal.OPEN
            : Seal.of(value(environment, KEY), environment);
    String file = value(environment, FILE);
    String forward = value(environment, FORWARD);
    String machine = machine();
    String by = "%d@%s".formatted(ProcessHandle.current().pid(), machine);
    boolean kept = !file.isEmpty() && !file.equals("off");
    FileSettings settings = kept ? FileSettings.parse(file, seal) : null;
    Store store =
        settings != null
            ? new TrailWriter(settings, clock, by, clean)
            : forward.isEmpty() ? null : new MemoryStore(seal, clock, by, clean);
    Trail trail = new Trail(store, value(environment, REQUIRED).equals("yes"));
    for (String each : forward.isEmpty() ? new String[0] : forward.split(",")) {
      trail.forward(SinkAddress.parse(each.strip()), settings, machine, environment);
    }
    var unused = trail.own(AuditEntry.WORKER_STARTED, "A worker has started.");
    return trail;
  }

  private static String value(Map<String, String> environment, String name) {
    return environment.getOrDefault(name, "").strip();
  }

  private static String machine() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException nameless) {
      return "localhost";
    }
  }

  private void forward(
      SinkAddress address,
      @Nullable FileSettings settings,
      String machine,
      Map<String, String> environment) {
    Sink sink =
        switch (address.kind()) {
          case TLS, TCP, UDP -> new SyslogSink(address, machine);
          case HTTP -> new HttpSink(address, environment);
        };
    Store from = Objects.requireNonNull(store);
    String name = address.place().toString();
    Path position =
        settings == null
            ? null
            : new TrailFiles(settings.file())
                .hidden("sent-" + Seal.OPEN.hash(name).substring(0, 12));
    forwarders.add(new Forwarder(from, name, sink, position));
  }

  @Override
  public void note(AuditNote note) {
    try {
      add(Content.of(note));
    } catch (IOException | AuditException e) {
      if (required) {
        throw failure("it cannot be written (%s)".formatted(reason(e)));
      }
      synchronized (this) {
        lost++;
      }
      logger.error(
          "Audit: tried to write a line of {}, but {}. The run goes on without; {} lost.",
          note.what().run(),
          reason(e),
          lost);
    }
  }

  private void add(Content content) throws IOException {
    Store to = store;
    if (to == null) {
      return;
    }
    synchronized (this) {
      if (lost > 0) {
        Store.Head unused =
            to.append(
                Content.own(
                    AuditEntry.LINES_LOST,
                    Integer.toString(lost),
                    "The trail could not be written to, and so many lines were never in it."));
        lost = 0;
      }
    }
    Store.Head head = to.append(content);
    if (head.number() % ANCHORED == 0 && !head.hash().isEmpty()) {
      logger.info("Audit head {}:{}", head.number(), head.hash());
    }
    forwarders.forEach(Forwarder::ring);
    if (required) {
      awaitDelivery(head.number());
    }
  }

  private void awaitDelivery(long number) throws IOException {
    try {
      for (Forwarder each : forwarders) {
        if (!each.has(number, DELIVERY)) {
          throw failure("%s has not taken the line in %d s".formatted(each, DELIVERY.toSeconds()));
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failure("the worker stops");
    }
  }

  private static ApplicationFailure failure(String why) {
    return ApplicationFailure.newFailure(
        "audit: tried to record what the run does, but %s. Look at the worker's log; the worker is told by %s to do nothing unrecorded."
            .formatted(why, REQUIRED),
        FailureType.AUDIT_UNREACHABLE.name());
  }

  private static String reason(Exception e) {
    return e instanceof AuditException
        ? String.valueOf(e.getMessage())
        : "%s: %s".formatted(e.getClass().getSimpleName(), e.getMessage());
  }

  private Store.@Nullable Head own(String kind, String message) {
    try {
      Store to = store;
      if (to != null) {
        Store.Head head = to.append(Content.own(kind, null, message));
        logger.info("Audit head {}:{}", head.number(), head.hash());
        forwarders.forEach(Forwarder::ring);
        return head;
      }
      return null;
    } catch (IOException e) {
      throw new AuditException(
          "audit: tried to write the trail's first line, but %s. Give the worker's user a folder that it can write to, or set %s=off."
              .formatted(reason(e), FILE),
          e);
    }
  }

  /** Sends what receivers take at once; the rest is sent when a worker starts again. */
  @Override
  public void close() {
    try {
      Store.Head last = own(AuditEntry.WORKER_STOPPED, "A worker has stopped.");
      if (last != null) {
        for (Forwarder each : forwarders) {
          boolean unused = each.has(last.number(), FAREWELL);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException | AuditException e) {
      logger.error("Audit: the trail does not tell that the worker stops", e);
    }
    forwarders.forEach(Forwarder::close);
  }
}
