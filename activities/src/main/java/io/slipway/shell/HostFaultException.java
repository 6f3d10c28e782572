package io.slipway.shell;

import io.slipway.contract.HostFailure;
import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** What went wrong on a host, in the words that people read. */
public final class HostFaultException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  private final transient HostFailure failure;

  public HostFaultException(HostFailure failure, @Nullable Throwable cause) {
    super(failure.message(), cause);
    this.failure = failure;
  }

  public HostFaultException(HostFailure failure) {
    this(failure, null);
  }

  public HostFailure failure() {
    return failure;
  }
}
