package io.slipway.contract;

/**
 * Who did what an audit trail tells.
 *
 * @param name a principal, or what the asker calls itself
 * @param proven how that is known: {@link #CLAIMED} when the asker merely says so, otherwise by
 *     what it was proven, such as {@code ssh key SHA256:…}
 */
public record AuditedBy(String name, String proven) {
  public static final String CLAIMED = "claimed";

  /** As the asker says, whatever that says of a proof. */
  public static AuditedBy claimed(Initiator initiator) {
    return new AuditedBy(new Initiator(initiator.user(), initiator.from()).toString(), CLAIMED);
  }

  /** As a stage or a run has it from the gate. */
  public static AuditedBy of(Initiator initiator) {
    String proof = initiator.proof();
    return proof == null
        ? new AuditedBy(initiator.toString(), CLAIMED)
        : new AuditedBy(initiator.user(), proof);
  }
}
