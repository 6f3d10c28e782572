package io.slipway.worker;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.activity.ActivityInfo;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptor;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptorBase;
import io.temporal.common.interceptors.WorkerInterceptorBase;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Knows which activities run in this worker now: a stopping worker says what it waits for. */
final class ActivitiesInHand extends WorkerInterceptorBase {
  private final Map<Object, String> running = new ConcurrentHashMap<>();

  ActivitiesInHand(MeterRegistry registry) {
    Gauge.builder("slipway.activities.running", running, Map::size)
        .description("Activities that run in this worker now.")
        .register(registry);
  }

  int count() {
    return running.size();
  }

  /** Type and workflow of each, in no order. */
  List<String> names() {
    return List.copyOf(running.values());
  }

  @Override
  public ActivityInboundCallsInterceptor interceptActivity(ActivityInboundCallsInterceptor next) {
    return new Counted(next);
  }

  /** One activity on its way through. */
  private final class Counted extends ActivityInboundCallsInterceptorBase {
    private String name = "";

    Counted(ActivityInboundCallsInterceptor next) {
      super(next);
    }

    @Override
    public void init(ActivityExecutionContext context) {
      ActivityInfo info = context.getInfo();
      name = "%s of %s".formatted(info.getActivityType(), info.getWorkflowId());
      super.init(context);
    }

    @Override
    public ActivityOutput execute(ActivityInput input) {
      running.put(this, name);
      try {
        return super.execute(input);
      } finally {
        running.remove(this);
      }
    }
  }
}
