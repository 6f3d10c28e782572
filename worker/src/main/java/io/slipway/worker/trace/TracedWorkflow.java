package io.slipway.worker.trace;

import io.slipway.contract.RunResult;
import io.temporal.common.interceptors.WorkflowInboundCallsInterceptor;
import io.temporal.common.interceptors.WorkflowInboundCallsInterceptorBase;
import io.temporal.common.interceptors.WorkflowOutboundCallsInterceptor;
import io.temporal.common.interceptors.WorkflowOutboundCallsInterceptorBase;
import io.temporal.failure.CanceledFailure;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInfo;
import io.temporal.workflow.unsafe.WorkflowUnsafe;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One run, or one of its batches. All that it computes follows from what started it, so that a
 * replay gives the same headers; the span is told once, when the end is no replay.
 */
final class TracedWorkflow extends WorkflowInboundCallsInterceptorBase {
  private final Spans spans;
  private @Nullable TraceParent own;

  TracedWorkflow(WorkflowInboundCallsInterceptor next, Spans spans) {
    super(next);
    this.spans = spans;
  }

  @Override
  public void init(WorkflowOutboundCallsInterceptor outbound) {
    super.init(new Started(outbound));
  }

  @Override
  public WorkflowOutput execute(WorkflowInput input) {
    Subject subject = Subject.ofWorkflow(input.getArguments()).orElse(null);
    if (subject == null) {
      return super.execute(input);
    }
    WorkflowInfo info = Workflow.getInfo();
    Optional<TraceParent> parent =
        TraceHeader.read(input.getHeader()).or(() -> TraceParent.parse(subject.traceparent()));
    String run = info.getRunId();
    String trace =
        parent.map(TraceParent::traceId).orElseGet(() -> SpanIds.trace(info.getWorkflowId(), run));
    TraceParent context =
        new TraceParent(
            trace, SpanIds.span(run), spans.samples(parent.orElse(null), trace, subject.name()));
    own = context;
    Telling telling =
        new Telling(context, parent.orElse(null), subject, info.getRunStartedTimestampMillis());
    try {
      WorkflowOutput output = super.execute(input);
      ended(telling, output.getResult() instanceof RunResult result ? result : null, null);
      return output;
    } catch (TemporalFailure failure) {
      ended(telling, Faults.detail(failure, RunResult.class).orElse(null), fault(failure));
      throw failure;
    }
  }

  /** What is known of the span from the beginning. */
  private record Telling(
      TraceParent context, @Nullable TraceParent parent, Subject subject, long begin) {}

  private void ended(Telling telling, @Nullable RunResult result, Span.@Nullable Fault fault) {
    if (WorkflowUnsafe.isReplaying()) {
      return;
    }
    Map<String, Object> attributes = new LinkedHashMap<>(telling.subject().attributes());
    if (result != null) {
      attributes.put("slipway.outcome", result.outcome().name());
      if (result.release() != null) {
        attributes.put("slipway.release", result.release().value());
      }
      if (result.revision() != null) {
        attributes.put("slipway.revision", result.revision().value());
      }
    }
    spans.tell(
        new Span(
            telling.context(),
            telling.parent(),
            telling.subject().name(),
            Instant.ofEpochMilli(telling.begin()),
            Instant.ofEpochMilli(Workflow.currentTimeMillis()),
            attributes,
            fault));
  }

  private static Span.Fault fault(TemporalFailure failure) {
    return failure instanceof CanceledFailure
        ? new Span.Fault("CANCELLED", "It was cancelled.")
        : Faults.of(failure);
  }

  /** Gives what the workflow starts its parent. */
  private final class Started extends WorkflowOutboundCallsInterceptorBase {
    Started(WorkflowOutboundCallsInterceptor next) {
      super(next);
    }

    @Override
    public <R> ActivityOutput<R> executeActivity(ActivityInput<R> input) {
      TraceParent parent = own;
      return super.executeActivity(
          parent == null
              ? input
              : new ActivityInput<>(
                  input.getActivityName(),
                  input.getResultClass(),
                  input.getResultType(),
                  input.getArgs(),
                  input.getOptions(),
                  TraceHeader.with(input.getHeader(), parent)));
    }

    @Override
    public <R> ChildWorkflowOutput<R> executeChildWorkflow(ChildWorkflowInput<R> input) {
      TraceParent parent = own;
      return super.executeChildWorkflow(
          parent == null
              ? input
              : new ChildWorkflowInput<>(
                  input.getWorkflowId(),
                  input.getWorkflowType(),
                  input.getResultClass(),
                  input.getResultType(),
                  input.getArgs(),
                  input.getOptions(),
                  TraceHeader.with(input.getHeader(), parent)));
    }
  }
}
