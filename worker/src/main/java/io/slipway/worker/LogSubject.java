package io.slipway.worker;

import io.slipway.contract.HostOrder;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptor;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptorBase;
import io.temporal.common.interceptors.WorkerInterceptorBase;
import java.util.List;
import org.slf4j.MDC;

/** Has each line that is logged on a host's account say which host, stage and release it is of. */
final class LogSubject extends WorkerInterceptorBase {
  static final String APPLICATION = "Application";
  static final String STAGE = "Stage";
  static final String RELEASE = "Release";
  static final String HOST = "Host";

  private static final List<String> ALL = List.of(APPLICATION, STAGE, RELEASE, HOST);

  @Override
  public ActivityInboundCallsInterceptor interceptActivity(ActivityInboundCallsInterceptor next) {
    return new ActivityInboundCallsInterceptorBase(next) {
      @Override
      public ActivityOutput execute(ActivityInput input) {
        // What it is about stays when it has ended: that it failed is logged after that. The next
        // activity of the thread begins with a clean slate.
        ALL.forEach(MDC::remove);
        for (Object argument : input.getArguments()) {
          if (argument instanceof HostOrder order) {
            say(order);
          }
        }
        return super.execute(input);
      }
    };
  }

  private static void say(HostOrder order) {
    MDC.put(APPLICATION, order.target().application().value());
    MDC.put(STAGE, order.target().stage().value());
    MDC.put(HOST, order.host().name().value());
    if (order.release() != null) {
      MDC.put(RELEASE, order.release().value());
    }
  }
}
