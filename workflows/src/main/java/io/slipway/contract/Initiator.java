package io.slipway.contract;

import org.jspecify.annotations.Nullable;

/**
 * Who asked for something.
 *
 * @param user a proven principal, or the login name on the asker's machine as the asker says
 * @param from that machine's name, as the asker says
 * @param proof what has proven the user, such as {@code ssh key SHA256:…}; null when nothing has.
 *     Only a stage or a run sets it, after the gate's answer.
 */
public record Initiator(String user, String from, @Nullable String proof) {
  public Initiator(String user, String from) {
    this(user, from, null);
  }

  /** Of a request that does not say. */
  static Initiator unknown() {
    return new Initiator("somebody", "somewhere");
  }

  /** The same, as far as the gate has found out who it is. */
  public Initiator as(Admission admission) {
    return new Initiator(
        admission.principal() == null ? user : admission.principal(), from, admission.proof());
  }

  @Override
  public String toString() {
    return proof == null ? user + "@" + from : "%s (%s)".formatted(user, proof);
  }
}
