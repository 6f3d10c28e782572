package io.slipway.workflow;

import io.slipway.contract.EventType;
import io.slipway.contract.FailureType;
import io.slipway.contract.SecretActivities;
import io.slipway.contract.SecretPin;
import io.slipway.contract.SecretsFound;
import io.slipway.contract.SecretsOrder;
import io.slipway.domain.Secrets;
import io.slipway.domain.Target;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.failure.TemporalFailure;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The secrets of a run: whether all can be had, which versions hosts get, and what was lent. */
final class RunSecrets {
  private final Mission mission;
  private final EventLog events;
  private final Set<String> leases = new LinkedHashSet<>();
  private List<SecretPin> pins = List.of();
  private boolean looked;

  RunSecrets(Mission mission, EventLog events) {
    this.mission = mission;
    this.events = events;
  }

  /** The versions that hosts get whose turn comes now. */
  List<SecretPin> pins() {
    return pins;
  }

  /**
   * Looks at all secrets before anything is touched. A store that is away is waited for.
   *
   * @return why the run cannot go on; null when it can
   */
  @Nullable String find() {
    Secrets secrets = secrets();
    if (secrets == null) {
      return null;
    }
    String trouble = await();
    if (trouble == null) {
      events.run(
          EventType.SECRETS_FOUND,
          secrets.entries().size() == 1
              ? "the secret can be read"
              : "all %d secrets can be read".formatted(secrets.entries().size()));
    }
    return trouble;
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
        new Outage(mission.target().rollout(), text -> events.run(EventType.WAITING, text));
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
    if (!looked) {
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
    Target target = mission.target();
    return new SecretsOrder(
        mission.own(), target.withHosts(target.hosts().subList(0, 1)), pins, lent);
  }

  private @Nullable Secrets secrets() {
    return mission.target().secrets();
  }

  private static ApplicationFailure told(TemporalFailure failure) {
    return failure.getCause() instanceof ApplicationFailure told
        ? told
        : ApplicationFailure.newFailure(
            "Tried to read the secrets, but no worker brought it to an end: %s"
                .formatted(failure.getCause() == null ? failure : failure.getCause().getMessage()),
            FailureType.UNEXPECTED.name());
  }
}
