package io.slipway.worker.trace;

import io.temporal.common.interceptors.ActivityInboundCallsInterceptor;
import io.temporal.common.interceptors.WorkerInterceptorBase;
import io.temporal.common.interceptors.WorkflowInboundCallsInterceptor;
import java.time.InstantSource;

/**
 * Tells of each run, its batches, and every attempt at their activities with its steps, as spans of
 * one trace. Stages, surveys and whatever else is no run have none.
 */
public final class Tracing extends WorkerInterceptorBase {
  /** Names in the MDC of what is logged by an activity that has a span. */
  public static final String TRACE_ID = "TraceId";

  /** See {@link #TRACE_ID}. */
  public static final String SPAN_ID = "SpanId";

  private final Spans spans;
  private final InstantSource clock;

  /**
   * @param clock of the worker, by which attempts are timed
   */
  public Tracing(Spans spans, InstantSource clock) {
    this.spans = spans;
    this.clock = clock;
  }

  @Override
  public WorkflowInboundCallsInterceptor interceptWorkflow(WorkflowInboundCallsInterceptor next) {
    return new TracedWorkflow(next, spans);
  }

  @Override
  public ActivityInboundCallsInterceptor interceptActivity(ActivityInboundCallsInterceptor next) {
    return new TracedAttempt(next, spans, clock);
  }
}
