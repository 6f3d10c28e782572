package io.slipway.worker;

import io.slipway.audit.Trail;
import io.slipway.contract.AuditKind;
import io.slipway.contract.AuditNote;
import io.slipway.contract.AuditedAct;
import io.slipway.contract.AuditedBy;
import io.slipway.contract.Initiator;
import io.slipway.gate.Gate;
import io.slipway.gate.Verdict;
import io.slipway.gate.Verdicts;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Keeps the gate's verdicts in the audit trail, and tells them in the log. */
final class AuditedVerdicts implements Verdicts {
  private final Verdicts log = Gate.log();
  private final Trail trail;

  AuditedVerdicts(Trail trail) {
    this.trail = trail;
  }

  @Override
  public void note(Verdict verdict) {
    log.note(verdict);
    trail.note(
        new AuditNote(
            id(verdict),
            verdict.allowed() ? AuditKind.ASKED : AuditKind.REFUSED,
            who(verdict),
            new AuditedAct(
                verdict.action() == null ? "unknown" : verdict.action().word(),
                verdict.application(),
                verdict.stage(),
                verdict.run(),
                null,
                null,
                null,
                0),
            null,
            null,
            verdict.reason(),
            null,
            shown(verdict)));
  }

  /** A key that has proven nothing may tell whose requests are altered, or who tries. */
  private static @Nullable String shown(Verdict verdict) {
    return verdict.principal() == null && verdict.fingerprint() != null
        ? "It came with ssh key %s.".formatted(verdict.fingerprint())
        : null;
  }

  /** A statement that is sent again is asked about again, and that is worth a line of its own. */
  private static String id(Verdict verdict) {
    String statement = verdict.statement();
    return "%s %s".formatted(statement == null ? "unsigned" : statement, UUID.randomUUID());
  }

  private static AuditedBy who(Verdict verdict) {
    String principal = verdict.principal();
    if (principal != null) {
      return new AuditedBy(principal, verdict.proof());
    }
    Initiator claimed = verdict.claimed();
    return claimed == null
        ? new AuditedBy("nobody known", AuditedBy.CLAIMED)
        : AuditedBy.claimed(claimed);
  }
}
