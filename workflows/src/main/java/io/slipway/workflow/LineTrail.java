package io.slipway.workflow;

import io.slipway.contract.AuditKind;
import io.slipway.contract.AuditNote;
import io.slipway.contract.AuditedAct;
import io.slipway.contract.AuditedBy;
import io.slipway.contract.Left;
import io.slipway.contract.PlanHash;
import io.slipway.contract.Ticket;
import io.slipway.contract.WorkflowIds;
import io.slipway.domain.Target;
import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.util.Locale;

/**
 * Has the audit trail tell of requests that left the line without a run and without anybody having
 * asked for that: those superseded, those whose time was up, and those that could not be started.
 * The line goes on meanwhile.
 */
final class LineTrail {
  private int open;

  /** Whether all is told. */
  boolean idle() {
    return open == 0;
  }

  void left(Ticket ticket, Left how) {
    boolean tells =
        switch (how.how()) {
          case SUPERSEDED, EXPIRED, NOT_STARTED -> true;
          // A run tells of itself, and the gate of who has taken it out.
          case BEGUN, CANCELLED -> false;
        };
    if (tells) {
      open++;
      Promise<Void> unused =
          Async.procedure(
              () -> {
                try {
                  tell(ticket, how);
                } finally {
                  open--;
                }
              });
    }
  }

  private static void tell(Ticket ticket, Left how) {
    // One id for each, for the reason that Door tells. To be removed once no stage can be older
    // than 2026-11-30.
    if (Workflow.getVersion("line-trail-" + ticket.number(), Workflow.DEFAULT_VERSION, 1)
        == Workflow.DEFAULT_VERSION) {
      return;
    }
    try {
      ActivityStubs.audit().note(note(ticket, how));
    } catch (ActivityFailure e) {
      Workflow.getLogger(LineTrail.class)
          .warn("The audit trail lacks a line: {}", Failures.reason(e));
    }
  }

  private static AuditNote note(Ticket ticket, Left how) {
    Target target = ticket.target();
    String why = ticket.reason();
    return new AuditNote(
        "%s/line-%d".formatted(Workflow.getInfo().getRunId(), ticket.number()),
        AuditKind.ENDED,
        AuditedBy.of(ticket.initiator()),
        new AuditedAct(
            ticket.kind().name().toLowerCase(Locale.ROOT),
            target.application(),
            target.stage(),
            WorkflowIds.stage(target.application(), target.stage()),
            Clip.sentence(ticket.ref()),
            null,
            null,
            target.hosts().size()),
        why == null ? null : Clip.sentence(why),
        PlanHash.of(target, ticket.ref()),
        null,
        how.how().name(),
        Clip.sentence("Request %d of the line. %s".formatted(ticket.number(), how.why())));
  }
}
