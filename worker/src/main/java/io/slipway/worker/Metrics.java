package io.slipway.worker;

import com.uber.m3.tally.RootScopeBuilder;
import com.uber.m3.tally.Scope;
import com.uber.m3.tally.ScopeCloseException;
import com.uber.m3.util.Duration;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.temporal.common.reporter.MicrometerClientStatsReporter;

/** The numbers that a worker tells Prometheus: Temporal's own, the JVM's and ours. */
final class Metrics implements AutoCloseable {
  /** Temporal's numbers are handed over this often. */
  private static final double REPORT_SECONDS = 5;

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final JvmGcMetrics collector = new JvmGcMetrics();
  private final Scope scope =
      new RootScopeBuilder()
          .reporter(new MicrometerClientStatsReporter(registry))
          .reportEvery(Duration.ofSeconds(REPORT_SECONDS));

  Metrics() {
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    collector.bindTo(registry);
  }

  /** Where Temporal's SDK reports to. */
  Scope scope() {
    return scope;
  }

  /** Where our own numbers are registered; their names start with {@code slipway}. */
  MeterRegistry registry() {
    return registry;
  }

  /** All of it in Prometheus's text format. */
  String scrape() {
    return registry.scrape();
  }

  @Override
  public void close() throws ScopeCloseException {
    scope.close();
    collector.close();
    registry.close();
  }
}
