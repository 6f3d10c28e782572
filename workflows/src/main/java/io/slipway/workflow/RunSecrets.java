package io.slipway.workflow;

import io.slipway.contract.EventType;
import io.slipway.contract.FailureType;
import io.slipway.contract.SecretActivities;
import io.slipway.contract.SecretPin;
import io.slipway.contract.SecretsFound;
import io.slipway.contract.SecretsOrder;
import io.slipway.domain.Secrets;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.Workflow;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The secrets of a run: whether all can be had, which versions hosts get, and what was lent. */
final class RunSecrets {
  /** Since 2026-11: the look comes before all else, and is for keys that are signed, too. */
  private static final String FIRST = "secrets-first";

  private final Mission mission;
  private final EventLog events;
  private final StoppableClock clock;
  private final Set<String> leases = new LinkedHashSet<>();
  private List<SecretPin> pins = List.of();
  private boolean looked;

  RunSecrets(Mission mission, EventLog events, StoppableClock clock) {
    this.mission = mission;
    this.events = events;
    this.clock = clock;
  }

  /** The versions that hosts get whose turn comes now. */
  List<SecretPin> pins() {
    return pins;
  }

  /**
   * Looks at all secrets, and whether keys are signed, before any host is logged in to. A store
   * that is away is waited for.
   *
   * @return why the run cannot go on; null when it can
   */
  @Nullable String findFirst() {
    return comeFirst() ? find() : null;
  }

  /** The same in a run that was begun by a worker which looked later, and at secrets alone. */
  @Nullable String findLate() {
    return secrets() == null || comeFirst() ? null : find();
  }

  private boolean comeFirst() {
    return !mission.target().needed().isEmpty()
        && Workflow.getVersion(FIRST, Workflow.DEFAULT_VERSION, 1) > Workflow.DEFAULT_VERSION;
  }

  private @Nullable String find() {
    String trouble = await();
    if (trouble == null) {
      events.run(EventType.SECRETS_FOUND, found());
    }
    return trouble;
  }

  private String found() {
    Secrets secrets = secrets();
    int count = secrets == null ? 0 : secrets.entries().size();
    String signed =
        mission.target().ssh().certificate() == null ? "" : "the key for logging in is signed";
    return switch (count) {
      case 0 -> signed;
      case 1 -> "the secret can be read" + also(signed);
      default -> "all %d secrets can be read%s".formatted(count, also(signed));
    };
  }

  private static String also(String more) {
    return more.isEmpty() ? "" : ", and " + more;
  }

  /**
   * Looks whether secrets were changed meanwhile. Those that are pinned are with the workers, so
   * that nothing waits for their store.
   *
   * @return why the run cannot go on; null when it can
   */
  @Nullable String lookAgain() {
    Secrets secrets = secrets();
    if (secrets == null || !looked) {
      return null;
    }
    return switch (secrets.version()) {
      case FOLLOW -> await();
      case PIN -> {
        ApplicationFailure failure = look();
        if (failure != null) {
          events.run(
              EventType.WARNING,
              "%s The run goes on with the secrets that it has found before."
                  .formatted(failure.getOriginalMessage()));
        }
        yield null;
      }
    };
  }

  private @Nullable String await() {
    Outage outage =
        new Outage(mission.target().rollout(), text -> events.run(EventType.WAITING, text), clock);
    while (true) {
      ApplicationFailure failure = look();
      if (failure == null) {
        return null;
      }
      String message = failure.getOriginalMessage();
      if (!FailureType.named(failure.getType()).outage() || !outage.mayEnd(message)) {
        return message;
      }
    }
  }

  /** Null when all could be read. */
  private @Nullable ApplicationFailure look() {
    try {
      SecretsFound found = activities().find(order(List.of()));
      looked = true;
      pins = found.pins();
      leases.addAll(found.leases());
      found.notes().forEach(note -> events.run(EventType.WARNING, note));
      return null;
    } catch (ActivityFailure | CanceledFailure e) {
      return told(e);
    }
  }

  /** Has workers forget them, and gives back what was lent. What fails here fails nothing else. */
  void giveBack() {
    if (!looked || secrets() == null) {
      return;
    }
    try {
      activities().giveBack(order(List.copyOf(leases)));
    } catch (ActivityFailure | CanceledFailure e) {
      events.run(EventType.WARNING, String.valueOf(told(e).getOriginalMessage()));
    }
  }

  private SecretActivities activities() {
    return ActivityStubs.secrets(mission.target());
  }

  private SecretsOrder order(List<String> lent) {
    return new SecretsOrder(mission.own(), mission.target().withOneHostOfEachLogin(), pins, lent);
  }

  private @Nullable Secrets secrets() {
    return mission.target().secrets();
  }

  private static ApplicationFailure told(TemporalFailure failure) {
    return failure.getCause() instanceof ApplicationFailure told
        ? told
        : ApplicationFailure.newFailure(
            "Tried to read the secrets, but no worker brought it to an end: %s"
                .formatted(Failures.reason(failure)),
            FailureType.UNEXPECTED.name());
  }
}
