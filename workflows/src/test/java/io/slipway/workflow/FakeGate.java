package io.slipway.workflow;

import io.slipway.contract.Action;
import io.slipway.contract.Admission;
import io.slipway.contract.Demands;
import io.slipway.contract.DemandsOrder;
import io.slipway.contract.FreezeList;
import io.slipway.contract.GateActivities;
import io.slipway.contract.GateOrder;
import io.slipway.contract.Proof;
import io.slipway.domain.Approvals;
import io.slipway.domain.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A gate whose proofs are names: lets those in that are proven to be one of {@link #PEOPLE}, and
 * with no policy everybody.
 */
final class FakeGate implements GateActivities {
  static final List<String> PEOPLE =
      List.of("ana@example.com", "ben@example.com", "cleo@example.com");

  private final List<GateOrder> asked = new ArrayList<>();
  private volatile List<Approvals> demands = List.of();
  private volatile List<Window> windows = List.of();
  private volatile Supplier<FreezeList> freezes = () -> new FreezeList(List.of());
  private final AtomicInteger demanded = new AtomicInteger();
  private volatile boolean policy;
  private volatile boolean lenient;
  private volatile @Nullable Semaphore held;

  /** From now on its policy wants these. */
  void demands(Approvals... wanted) {
    demands = List.of(wanted);
  }

  /** From now on its policy names these. */
  void windows(Window... named) {
    windows = List.of(named);
  }

  private static List<String> groupsOf(String name) {
    return switch (name) {
      case "ben@example.com" -> List.of("ops");
      case "cleo@example.com" -> List.of("ops", "dba");
      default -> List.of();
    };
  }

  @Override
  public Demands demands(DemandsOrder order) {
    demanded.incrementAndGet();
    return new Demands(demands, windows, freezes.get().of(order.application(), order.stage()));
  }

  /** From now on knows these freezes. */
  void freezes(Supplier<FreezeList> known) {
    freezes = known;
  }

  /** How often it was asked what its policy wants. */
  int demanded() {
    return demanded.get();
  }

  void hasPolicy() {
    policy = true;
  }

  /** Proves those who sign, and lets everybody else in unproven. */
  void trustsThoseWhoSign() {
    policy = true;
    lenient = true;
  }

  /** From now on answers when it is let go, as many times. */
  Semaphore holds() {
    Semaphore semaphore = new Semaphore(0);
    held = semaphore;
    return semaphore;
  }

  synchronized List<GateOrder> asked() {
    return List.copyOf(asked);
  }

  @Override
  public Admission admit(GateOrder order) {
    synchronized (this) {
      asked.add(order);
    }
    Semaphore wait = held;
    if (wait != null) {
      wait.acquireUninterruptibly();
    }
    if (order.sentBefore()) {
      return Admission.refused("This request was sent before.");
    }
    if (!policy) {
      return Admission.unproven();
    }
    if (order.signed() == null) {
      return lenient || order.action() == Action.LOOK
          ? Admission.unproven()
          : Admission.refused("production of shop takes signed requests only.");
    }
    String name = ((Proof.SshSignature) order.signed().proof()).armored();
    return PEOPLE.contains(name)
        ? new Admission(null, name, "ssh key SHA256:" + name, groupsOf(name))
        : Admission.refused("%s may not %s.".formatted(name, order.action()));
  }
}
