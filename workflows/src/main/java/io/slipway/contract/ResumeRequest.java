package io.slipway.contract;

import org.jspecify.annotations.Nullable;

/** Asks a run that a person has paused to go on. */
public record ResumeRequest(Initiator initiator, @Nullable String reason) {
  /** The same, asked for by this one. */
  public ResumeRequest by(Initiator other) {
    return new ResumeRequest(other, reason);
  }
}
