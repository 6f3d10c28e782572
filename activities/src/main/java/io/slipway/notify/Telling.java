package io.slipway.notify;

import io.slipway.contract.FailureType;
import io.slipway.contract.Notice;
import io.slipway.contract.NotifyActivities;
import io.slipway.domain.PlainText;
import io.slipway.notify.Notifying.Passage;
import io.slipway.redact.Redactor;
import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;

/**
 * Tells each notice once. A beat notes in Temporal that a receiver is about to hear it, and another
 * that it has not after all; whoever finds the first note alone does not know. A receiver that
 * knows the same notice again is told once more then, any other is not.
 */
final class Telling implements NotifyActivities {
  static final String BEGUN = "begun";
  static final String UNHEARD = "unheard";

  private final Notifying notifying;
  private final Redactor redactor;
  private final Pacing pacing;

  Telling(Notifying notifying, Redactor redactor, Pacing pacing) {
    this.notifying = notifying;
    this.redactor = redactor;
    this.pacing = pacing;
  }

  @Override
  public void tell(Notice notice) {
    ActivityExecutionContext context = Activity.getExecutionContext();
    boolean begun = context.getHeartbeatDetails(String.class).filter(BEGUN::equals).isPresent();
    try {
      tell(clean(notice), begun, context);
    } catch (SendFault e) {
      if (!begun && e.kind() != SendFault.Kind.DOUBTFUL) {
        // Goes to Temporal with the failure.
        context.heartbeat(UNHEARD);
      }
      throw failure(
          notice,
          e,
          switch (e.kind()) {
            case AWAY -> FailureType.NOTIFIER_UNREACHABLE;
            case REFUSED, DOUBTFUL -> FailureType.NOTIFIER_UNUSABLE;
          });
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failure(
          notice,
          SendFault.away("the worker is stopping", "Another one takes it up."),
          FailureType.NOTIFIER_UNREACHABLE);
    }
  }

  private void tell(Notice notice, boolean begun, ActivityExecutionContext context)
      throws InterruptedException {
    try (Passage passage = notifying.passage(notice.to().channel());
        Attempt attempt = notifying.attempt(begun, () -> context.heartbeat(BEGUN))) {
      if (begun && !passage.sender().repeatable()) {
        throw SendFault.refused(
            "a worker was lost while it did, and nobody knows whether it was heard",
            "Look there whether it has arrived: it is not told twice.");
      }
      Duration delay = pacing.delay(notice.to().channel(), notice.id());
      if (delay.isPositive()) {
        throw new SendFault(
            SendFault.Kind.AWAY, "there is much to tell there at once", "It has its turn.", delay);
      }
      try {
        passage.sender().send(notice, attempt);
      } catch (SendFault e) {
        if (e.kind() == SendFault.Kind.DOUBTFUL && passage.sender().repeatable()) {
          throw failure(notice, e, FailureType.NOTIFIER_UNREACHABLE);
        }
        throw e;
      }
    }
  }

  private Notice clean(Notice notice) {
    return new Notice(
        notice.id(),
        notice.to(),
        notice.occasion(),
        notice.event(),
        notice.at(),
        notice.key(),
        notice.run(),
        clean(notice.subject()),
        clean(notice.ref()),
        notice.revision(),
        notice.release(),
        notice.initiator(),
        notice.reason() == null ? null : clean(notice.reason()),
        notice.hosts(),
        notice.outcome(),
        clean(notice.message()),
        notice.details().stream().map(this::clean).toList(),
        notice.command());
  }

  private String clean(String text) {
    return PlainText.lines(redactor.redact(text));
  }

  private static ApplicationFailure failure(Notice notice, SendFault fault, FailureType type) {
    ApplicationFailure.Builder failure =
        ApplicationFailure.newBuilder()
            .setMessage(
                "%s: tried to tell %s of '%s', but %s. %s"
                    .formatted(
                        notice.key().stage(),
                        notice.to().words(),
                        notice.occasion().word(),
                        fault.reason(),
                        fault.remedy()))
            .setType(type.name())
            .setNonRetryable(!type.passing());
    Duration delay = fault.delay();
    return (delay == null ? failure : failure.setNextRetryDelay(delay)).build();
  }
}
