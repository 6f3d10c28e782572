package io.slipway.contract;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** The audit trail of the worker. */
@ActivityInterface(namePrefix = "Audit")
public interface AuditActivities {

  /**
   * Writes it down, once however often it is tried. A worker without a trail does nothing. Fails
   * with {@link FailureType#AUDIT_UNREACHABLE} when the worker requires a trail, and it does not
   * take it.
   */
  @ActivityMethod
  void note(AuditNote note);
}
