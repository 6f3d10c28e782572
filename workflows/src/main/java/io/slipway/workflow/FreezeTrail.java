package io.slipway.workflow;

import io.slipway.contract.AuditKind;
import io.slipway.contract.AuditNote;
import io.slipway.contract.AuditedAct;
import io.slipway.contract.AuditedBy;
import io.slipway.contract.FailureType;
import io.slipway.contract.Freeze;
import io.slipway.contract.FreezeRequest;
import io.slipway.contract.FreezesStart;
import io.slipway.contract.Initiator;
import io.slipway.contract.LiftRequest;
import io.slipway.contract.WorkflowIds;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.workflow.Workflow;
import org.jspecify.annotations.Nullable;

/** Has the audit trail tell of freezes before they change; only who must record all insists. */
final class FreezeTrail {
  private int told;

  void record(FreezeRequest put) {
    record(
        put.initiator(),
        "freeze",
        put.reason(),
        "Closes %s%s."
            .formatted(
                put.scope().words(),
                put.until() == null ? " until it is lifted" : " until " + put.until()));
  }

  void record(LiftRequest request, Freeze lifted) {
    record(
        request.initiator(),
        "lift",
        request.reason(),
        "Freeze %d of %s, put by %s: %s."
            .formatted(lifted.number(), lifted.scope().words(), lifted.by(), lifted.reason()));
  }

  private void record(Initiator who, String action, @Nullable String why, String words) {
    AuditNote note =
        new AuditNote(
            "%s/%d".formatted(Workflow.getInfo().getRunId(), ++told),
            AuditKind.DECIDED,
            AuditedBy.of(who),
            new AuditedAct(
                action,
                FreezesStart.APPLICATION,
                FreezesStart.STAGE,
                WorkflowIds.FREEZES,
                null,
                null,
                null,
                0),
            why == null ? null : Clip.sentence(why),
            null,
            null,
            null,
            Clip.sentence(words));
    try {
      ActivityStubs.audit().note(note);
    } catch (ActivityFailure e) {
      if (e.getCause() instanceof ApplicationFailure told
          && FailureType.named(told.getType()) == FailureType.AUDIT_UNREACHABLE) {
        throw Door.forbidden(
            "Nothing was changed, since it could not be recorded: %s"
                .formatted(told.getOriginalMessage()));
      }
      Workflow.getLogger(FreezeTrail.class)
          .warn("The audit trail lacks a line: {}", Failures.reason(e));
    }
  }
}
