package io.slipway.ssh;

import io.slipway.contract.FailureType;
import io.slipway.contract.HostFailure;
import io.slipway.domain.HostName;
import io.slipway.shell.HostFaultException;
import java.io.Serial;
import org.jspecify.annotations.Nullable;

/**
 * A {@link HostFaultException} before it is known on behalf of which host: connections are shared,
 * and a bastion's fault is that of all hosts behind it.
 */
final class SshFault extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  private final FailureType type;
  private final String attempted;
  private final String reason;
  private final String remedy;
  private final boolean ofBastion;

  SshFault(
      FailureType type, String attempted, String reason, String remedy, @Nullable Throwable cause) {
    this(type, attempted, reason, remedy, cause, /* ofBastion= */ false);
  }

  private SshFault(
      FailureType type,
      String attempted,
      String reason,
      String remedy,
      @Nullable Throwable cause,
      boolean ofBastion) {
    super("tried to %s, but %s".formatted(attempted, reason), cause);
    this.type = type;
    this.attempted = attempted;
    this.reason = reason;
    this.remedy = remedy;
    this.ofBastion = ofBastion;
  }

  SshFault(FailureType type, String attempted, String reason, String remedy) {
    this(type, attempted, reason, remedy, null);
  }

  /** The same fault, as that of a bastion on the way; the one that failed stays named. */
  SshFault of(Endpoint bastion) {
    return ofBastion
        ? this
        : new SshFault(
            type, "go through the bastion " + bastion, reason, remedy, this, /* ofBastion= */ true);
  }

  static SshFault stopping(String attempted) {
    return new SshFault(
        FailureType.CONNECTION_LOST,
        attempted,
        "this worker is stopping",
        "Another worker goes on with it.");
  }

  FailureType type() {
    return type;
  }

  String reason() {
    return reason;
  }

  String remedy() {
    return remedy;
  }

  HostFaultException on(HostName host) {
    return new HostFaultException(
        new HostFailure(host, type, null, attempted, reason, remedy, ""), this);
  }
}
