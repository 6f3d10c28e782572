package io.slipway.release;

import io.slipway.contract.CanaryActivities;
import io.slipway.contract.HostOrder;
import io.slipway.contract.MeasureOrder;
import io.slipway.contract.Measured;
import io.slipway.contract.Sample;
import io.slipway.domain.HostName;
import io.slipway.domain.Measure;
import io.slipway.domain.Placeholders;
import io.slipway.health.HttpProbe;
import io.slipway.health.Probe;
import io.slipway.health.Prometheus;
import io.slipway.rollout.Threshold;
import io.slipway.shell.HostFaultException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Measures a canary: asks its hosts, or a Prometheus about them. */
final class Measuring implements CanaryActivities {
  private static final String ATTEMPTED = "measure the canary";
  private static final Duration ANSWER = Duration.ofSeconds(5);
  private static final Duration COMMAND = Duration.ofSeconds(30);

  private final Hosts hosts;
  private final Lending lending;
  private final Supplier<Attempt> attempts;

  Measuring(Hosts hosts, Lending lending, Supplier<Attempt> attempts) {
    this.hosts = hosts;
    this.lending = lending;
    this.attempts = attempts;
  }

  @Override
  public Measured measure(MeasureOrder order) {
    HostOrder host = order.order();
    Attempt attempt = attempts.get();
    return Boundary.crossing(
        host,
        ATTEMPTED,
        () -> lending.with(host, attempt, false, told -> measured(order, host, told)));
  }

  private Measured measured(MeasureOrder order, HostOrder host, Attempt attempt) {
    return switch (order.measure()) {
      case Measure.Answered answer -> {
        String url = Placeholders.fillUrl(answer.url(), host.host(), host.target().stage());
        yield probed(host, new HttpProbe(Verifying.CLIENT, url, answer.expect()), ANSWER);
      }
      case Measure.Exit exit -> {
        String command = Placeholders.fill(exit.run(), host.host(), host.target().stage());
        yield probed(
            host,
            new CommandProbe(hosts, host, attempt, command, output -> Optional.empty()),
            COMMAND);
      }
      case Measure.Series series -> asked(series, order);
    };
  }

  /** A host that cannot be reached for a command says nothing of the release. */
  private static Measured probed(HostOrder host, Probe probe, Duration limit) {
    try {
      return probe
          .look(limit)
          .map(came -> new Measured(Sample.BAD, "%s: %s".formatted(host.host().name(), came)))
          .orElseGet(() -> new Measured(Sample.GOOD, "as expected"));
    } catch (HostFaultException e) {
      return new Measured(Sample.ERROR, e.failure().message());
    }
  }

  private static Measured asked(Measure.Series series, MeasureOrder order) {
    Prometheus prometheus = new Prometheus(Verifying.CLIENT, series.url());
    try {
      double value = prometheus.ask(filled(series.query(), order));
      Double baseline =
          series.baseline() == null ? null : prometheus.ask(filled(series.baseline(), order));
      return Threshold.judge(series, value, baseline);
    } catch (Prometheus.NoNumberException e) {
      return new Measured(Sample.ERROR, String.valueOf(e.getMessage()));
    }
  }

  private static String filled(String query, MeasureOrder order) {
    return query
        .replace("{canaries}", pattern(order.canaries()))
        .replace("{old}", pattern(order.old()))
        .replace("{stage}", order.order().target().stage().value());
  }

  /** Names in a regular expression, without the backslashes that a query would need twice. */
  private static String pattern(List<HostName> names) {
    return names.stream().map(n -> n.value().replace(".", "[.]")).collect(Collectors.joining("|"));
  }
}
