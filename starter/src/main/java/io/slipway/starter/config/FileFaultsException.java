package io.slipway.starter.config;

import io.slipway.starter.output.FaultLine;
import java.util.List;

/** Placeholder: slipway.yml has faults. */
public final class FileFaultsException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<FaultLine> faults;

  public FileFaultsException(List<FaultLine> faults) {
    super("%d faults".formatted(faults.size()));
    this.faults = List.copyOf(faults);
  }

  public List<FaultLine> faults() {
    return faults;
  }
}
