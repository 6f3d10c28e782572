package io.slipway.workflow;

import io.slipway.contract.AuditActivities;
import io.slipway.contract.AuditNote;
import io.slipway.contract.FailureType;
import io.temporal.failure.ApplicationFailure;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** An audit trail in memory. */
final class FakeAudit implements AuditActivities {
  final List<AuditNote> notes = Collections.synchronizedList(new ArrayList<>());
  volatile boolean down;

  @Override
  public void note(AuditNote note) {
    if (down) {
      throw ApplicationFailure.newFailure(
          "audit: tried to write, but it is full. Make room.",
          FailureType.AUDIT_UNREACHABLE.name());
    }
    notes.add(note);
  }

  /** Kind, action and result of each line. */
  List<String> told() {
    return List.copyOf(notes).stream()
        .map(
            n ->
                "%s %s%s"
                    .formatted(
                        n.kind(), n.what().action(), n.result() == null ? "" : " " + n.result()))
        .toList();
  }
}
