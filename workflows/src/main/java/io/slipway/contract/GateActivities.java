package io.slipway.contract;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** Who may. */
@ActivityInterface(namePrefix = "Gate")
public interface GateActivities {

  /** Tells whether a request is to be carried out; a refusal is an answer and no failure. */
  @ActivityMethod
  Admission admit(GateOrder order);

  /** What the policy demands. */
  Demands demands(DemandsOrder order);
}
