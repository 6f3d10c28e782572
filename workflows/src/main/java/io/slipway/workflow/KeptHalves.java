package io.slipway.workflow;

import io.slipway.contract.AbortRequest;
import io.slipway.contract.Colors;
import io.slipway.contract.KeptHalf;
import io.slipway.contract.RetireRequest;
import io.slipway.contract.RetireWorkflow;
import io.slipway.contract.RunResult;
import io.slipway.contract.RunSummary;
import io.slipway.contract.Ticket;
import io.slipway.contract.WarmHalf;
import io.slipway.domain.BlueGreen;
import io.slipway.domain.Color;
import io.slipway.domain.Target;
import io.slipway.rollout.Keeping;
import io.temporal.workflow.SignalExternalWorkflowException;
import io.temporal.workflow.Workflow;
import java.time.Instant;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The half of a stage that visitors were moved away from, and until when it is kept. */
final class KeptHalves {
  private @Nullable KeptHalf kept;
  private boolean recalled;

  /** Who waits for the stage, and gets it before anything is retired. */
  private int waiting;

  private int ends;

  KeptHalves(@Nullable KeptHalf state) {
    this.kept = state;
  }

  /** What the stage is to carry on; null where nothing is known. */
  @Nullable KeptHalf state() {
    return kept;
  }

  /** Null where nothing is known. */
  @Nullable WarmHalf half() {
    return kept == null ? null : kept.half();
  }

  /** When it is to be retired if nobody has the stage; null when it is not. */
  @Nullable Instant due() {
    return kept == null || waiting > 0 ? null : kept.due();
  }

  boolean isDue() {
    Instant due = due();
    return due != null && !WorkflowTime.now().isBefore(due);
  }

  /** What retires it. */
  RetireRequest request() {
    return Objects.requireNonNull(Objects.requireNonNull(kept).request());
  }

  int hosts() {
    return Objects.requireNonNull(kept).half().hosts();
  }

  /** The half that was retired, be it in part; null when none was. */
  @Nullable Color retired() {
    return Keeping.retired(kept);
  }

  /** It cannot be retired, and goes on as it does. */
  void notBegun() {
    kept = kept == null ? null : new KeptHalf(kept.half(), null);
  }

  /**
   * A run has ended that was no retirement.
   *
   * @param result how; null when nobody knows
   */
  void after(RunSummary run, @Nullable Colors colors, Target target, @Nullable RunResult result) {
    BlueGreen halves = target.rollout().blueGreen();
    boolean keeps = halves != null && halves.keep() != null;
    if ((keeps || kept != null) && known()) {
      kept = Keeping.after(kept, target, run.initiator(), colors, result, WorkflowTime.now());
    }
  }

  /**
   * Runs that ended before there was anything to be kept have started no time. One id for each, for
   * the reason that {@link Door} tells. To be removed once no stage can be older than 2026-11-30.
   */
  private boolean known() {
    ends++;
    return Workflow.getVersion("keep-" + ends, Workflow.DEFAULT_VERSION, 1)
        != Workflow.DEFAULT_VERSION;
  }

  /** Has a retirement end, and waits until it has. */
  void recall(RunSummary retirement, Ticket asked, Supplier<Boolean> ended) {
    recalled = true;
    waiting++;
    try {
      String why = Words.subject(asked.kind(), Clip.sentence(asked.ref()));
      Workflow.newExternalWorkflowStub(RetireWorkflow.class, retirement.workflowId())
          .takenBack(new AbortRequest(asked.initiator(), why));
    } catch (SignalExternalWorkflowException gone) {
      // It has ended meanwhile, or not begun: then it is waited for.
    }
    Workflow.await(ended);
    waiting--;
  }

  /**
   * A retirement has ended.
   *
   * @param result how; null when nobody knows
   */
  void ended(@Nullable RunResult result) {
    KeptHalf before = kept;
    kept =
        before == null
            ? null
            : Keeping.afterRetirement(before, result, recalled, WorkflowTime.now());
    recalled = false;
  }
}
