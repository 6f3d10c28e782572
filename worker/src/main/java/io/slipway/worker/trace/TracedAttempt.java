package io.slipway.worker.trace;

import io.slipway.contract.HostFailure;
import io.slipway.contract.HostReport;
import io.slipway.contract.StepReport;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.activity.ActivityInfo;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptor;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptorBase;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/** One attempt at an activity, and below it the steps that a host was taken through. */
final class TracedAttempt extends ActivityInboundCallsInterceptorBase {
  private final Spans spans;
  private final InstantSource clock;
  private @Nullable ActivityInfo info;

  TracedAttempt(ActivityInboundCallsInterceptor next, Spans spans, InstantSource clock) {
    super(next);
    this.spans = spans;
    this.clock = clock;
  }

  @Override
  public void init(ActivityExecutionContext context) {
    info = context.getInfo();
    super.init(context);
  }

  @Override
  public ActivityOutput execute(ActivityInput input) {
    // As with what a line is about: it stays for what is logged after the end.
    MDC.remove(Tracing.TRACE_ID);
    MDC.remove(Tracing.SPAN_ID);
    TraceParent parent = TraceHeader.read(input.getHeader()).orElse(null);
    if (parent == null) {
      return super.execute(input);
    }
    ActivityInfo about = Objects.requireNonNull(info);
    TraceParent own =
        parent.sibling(
            SpanIds.span(
                about.getWorkflowRunId(),
                about.getActivityId(),
                String.valueOf(about.getAttempt())));
    MDC.put(Tracing.TRACE_ID, own.traceId());
    MDC.put(Tracing.SPAN_ID, own.spanId());
    Subject subject = Subject.ofActivity(about, input.getArguments());
    Instant begin = clock.instant();
    try {
      ActivityOutput output = super.execute(input);
      Instant end = clock.instant();
      spans.tell(new Span(own, parent, subject.name(), begin, end, subject.attributes(), null));
      if (output.getResult() instanceof HostReport report) {
        tell(own, report.steps(), begin, end);
      }
      return output;
    } catch (RuntimeException failure) {
      Map<String, Object> attributes = new LinkedHashMap<>(subject.attributes());
      Faults.detail(failure, HostFailure.class)
          .map(HostFailure::step)
          .ifPresent(step -> attributes.put("slipway.step", step));
      spans.tell(
          new Span(
              own, parent, subject.name(), begin, clock.instant(), attributes, Faults.of(failure)));
      throw failure;
    }
  }

  /**
   * Hosts tell how long a step took, and not when it began: they are drawn one after the other from
   * the begin on, as they were done.
   */
  private void tell(TraceParent attempt, List<StepReport> steps, Instant begin, Instant end) {
    Instant from = begin;
    for (int i = 0; i < steps.size(); i++) {
      StepReport step = steps.get(i);
      Instant to = from.plus(step.took());
      // What another attempt has begun took longer than this one.
      to = to.isAfter(end) ? end : to;
      Map<String, Object> attributes = new LinkedHashMap<>();
      attributes.put("slipway.step", step.step());
      attributes.put("slipway.took_ms", step.took().toMillis());
      attributes.put("slipway.already", step.already());
      if (step.skipped() != null) {
        attributes.put("slipway.skipped", step.skipped());
      }
      TraceParent own =
          attempt.sibling(SpanIds.span(attempt.spanId(), String.valueOf(i), step.step()));
      spans.tell(new Span(own, attempt, step.step(), from, to, attributes, null));
      from = to;
    }
  }
}
