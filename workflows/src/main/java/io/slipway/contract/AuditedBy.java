package io.slipway.contract;

/**
 * Who did what an audit trail tells.
 *
 * @param name a principal, or what the asker calls itself
 * @param proven how that is known: {@link #CLAIMED} when the asker merely says so, otherwise by
 *     what it was proven, such as the fingerprint of a key
 */
public record AuditedBy(String name, String proven) {
  public static final String CLAIMED = "claimed";

  public static AuditedBy claimed(Initiator initiator) {
    return new AuditedBy(initiator.toString(), CLAIMED);
  }
}
