package io.slipway.starter.config;

import io.slipway.starter.output.FaultLine;
import java.util.List;
import java.util.stream.Collectors;

/** A file cannot be used; all of its faults, in the order of their places. Exit code 2. */
public final class FileFaultsException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<FaultLine> faults;

  public FileFaultsException(List<FaultLine> faults) {
    super(faults.stream().map(FaultLine::words).collect(Collectors.joining("\n")));
    this.faults = List.copyOf(faults);
  }

  public List<FaultLine> faults() {
    return faults;
  }
}
