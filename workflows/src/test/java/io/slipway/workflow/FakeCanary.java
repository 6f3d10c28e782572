package io.slipway.workflow;

import io.slipway.contract.CanaryActivities;
import io.slipway.contract.MeasureOrder;
import io.slipway.contract.Measured;
import io.slipway.contract.Sample;
import io.slipway.domain.HostName;
import io.slipway.domain.Measure;
import java.util.ArrayList;
import java.util.List;

/** Measures what it is told to: one letter for each measurement, good when none is left. */
final class FakeCanary implements CanaryActivities {
  private final List<String> asked = new ArrayList<>();
  private String samples = "";

  /** Samples to come: {@code g} for good, {@code b} for bad, {@code e} for an error. */
  synchronized void samples(String letters) {
    samples = letters;
  }

  /** Each measurement: of which host, of what canary, against which old hosts. */
  synchronized List<String> asked() {
    return List.copyOf(asked);
  }

  @Override
  public synchronized Measured measure(MeasureOrder order) {
    asked.add(
        "%s of %s against %s"
            .formatted(
                order.measure() instanceof Measure.Series ? "all" : order.order().host().name(),
                order.canaries().stream().map(HostName::value).toList(),
                order.old().stream().map(HostName::value).toList()));
    char letter = samples.isEmpty() ? 'g' : samples.charAt(0);
    samples = samples.isEmpty() ? "" : samples.substring(1);
    return switch (letter) {
      case 'b' -> new Measured(Sample.BAD, "0.5 is more than 0.1");
      case 'e' -> new Measured(Sample.ERROR, "nobody answers");
      default -> new Measured(Sample.GOOD, "0");
    };
  }
}
