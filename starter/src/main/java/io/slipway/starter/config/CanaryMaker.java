package io.slipway.starter.config;

import io.slipway.domain.Canary;
import io.slipway.domain.CanaryCheck;
import io.slipway.domain.Label;
import io.slipway.domain.Measure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Makes the domain's value of a canary section without faults, and fills in what is left out. */
final class CanaryMaker {
  private CanaryMaker() {}

  static Canary of(CanarySpec spec) {
    return with(spec, checks(spec.checks()));
  }

  /** Of a section whose checks may have faults. */
  static Canary withoutChecks(CanarySpec spec) {
    return with(spec, List.of());
  }

  private static Canary with(CanarySpec spec, List<CanaryCheck> checks) {
    return new Canary(
        spec.hosts(),
        spec.tag() == null ? null : Label.of(spec.tag()),
        Objects.requireNonNullElse(spec.bake(), Canary.DEFAULT_BAKE),
        checks);
  }

  static List<CanaryCheck> checks(@Nullable List<@Nullable CanaryCheckSpec> specs) {
    List<CanaryCheck> checks = new ArrayList<>();
    if (specs != null) {
      specs.forEach(c -> checks.add(check(given(c), checks.size() + 1)));
    }
    return checks;
  }

  private static CanaryCheck check(CanaryCheckSpec spec, int number) {
    Measure measure = measure(spec);
    return new CanaryCheck(
        spec.name() == null ? "%s-%d".formatted(kind(measure), number) : spec.name(),
        measure,
        Objects.requireNonNullElse(spec.interval(), CanaryCheck.DEFAULT_INTERVAL),
        Objects.requireNonNullElse(spec.count(), CanaryCheck.DEFAULT_COUNT),
        Objects.requireNonNullElse(spec.failureLimit(), 0),
        Objects.requireNonNullElse(spec.consecutiveSuccess(), 0),
        Objects.requireNonNullElse(spec.initialDelay(), Duration.ZERO));
  }

  private static Measure measure(CanaryCheckSpec spec) {
    if (spec.http() != null) {
      return new Measure.Answered(spec.http(), Objects.requireNonNullElse(spec.expect(), 200));
    }
    return spec.command() != null
        ? new Measure.Exit(spec.command())
        : new Measure.Series(
            given(spec.prometheus()),
            given(spec.query()),
            spec.atMost(),
            spec.atLeast(),
            spec.baseline(),
            spec.times());
  }

  private static String kind(Measure measure) {
    return switch (measure) {
      case Measure.Answered answer -> "http";
      case Measure.Exit exit -> "command";
      case Measure.Series series -> "prometheus";
    };
  }

  /** What the reader has made sure of. */
  private static <T> T given(@Nullable T value) {
    return Objects.requireNonNull(value, "a faulty file was taken for a valid one");
  }
}
