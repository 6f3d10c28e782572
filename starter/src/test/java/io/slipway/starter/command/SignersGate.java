package io.slipway.starter.command;

import io.slipway.contract.Action;
import io.slipway.contract.Admission;
import io.slipway.contract.Demands;
import io.slipway.contract.DemandsOrder;
import io.slipway.contract.FreezesStart;
import io.slipway.contract.GateActivities;
import io.slipway.contract.GateOrder;
import io.slipway.contract.SignedRequest;
import io.slipway.domain.Window;
import io.temporal.activity.Activity;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lets everybody in, or only those who sign, and keeps what it was shown. */
final class SignersGate implements GateActivities {
  private volatile List<Window> windows = List.of();
  private final List<SignedRequest> shown = new ArrayList<>();
  private @Nullable Action closed;

  /** From now on takes this from those only who sign. */
  synchronized void requireSignatures(Action action) {
    closed = action;
  }

  /** The policy says of all stages when they are open. */
  void windows(Window... said) {
    windows = List.of(said);
  }

  synchronized List<SignedRequest> shown() {
    return List.copyOf(shown);
  }

  @Override
  public Demands demands(DemandsOrder order) {
    return new Demands(List.of(), windows)
        .with(
            FreezesStart.standing(Activity.getExecutionContext().getWorkflowClient())
                .of(order.application(), order.stage()));
  }

  @Override
  public synchronized Admission admit(GateOrder order) {
    if (order.signed() != null) {
      shown.add(order.signed());
      return new Admission(null, "ana@example.com", "ssh key SHA256:abc");
    }
    return order.action() == closed
        ? Admission.refused("production of shop takes signed requests only. Give --sign-with.")
        : Admission.unproven();
  }
}
