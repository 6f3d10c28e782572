package io.slipway.gate;

import io.slipway.contract.Admission;
import io.slipway.contract.Demands;
import io.slipway.contract.DemandsOrder;
import io.slipway.contract.FailureType;
import io.slipway.contract.FreezeList;
import io.slipway.contract.FreezesStart;
import io.slipway.contract.GateActivities;
import io.slipway.contract.GateOrder;
import io.slipway.contract.WorkflowIds;
import io.temporal.activity.Activity;
import io.temporal.failure.ApplicationFailure;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The worker's gate: goes by its policy, or lets everybody in where it has none. */
public final class Gate implements GateActivities {
  private static final Logger logger = LoggerFactory.getLogger(Gate.class);

  private final @Nullable PolicyFiles files;
  private final OidcTokens tokens = new OidcTokens();
  private final Verdicts verdicts;
  private final InstantSource clock;
  private final Supplier<String> namespace;
  private final Supplier<FreezeList> freezes;

  private Gate(
      @Nullable PolicyFiles files,
      Verdicts verdicts,
      InstantSource clock,
      Supplier<String> namespace,
      Supplier<FreezeList> freezes) {
    this.files = files;
    this.verdicts = verdicts;
    this.clock = clock;
    this.namespace = namespace;
    this.freezes = freezes;
  }

  /**
   * One that goes by a policy.yml, which is read again when it changes.
   *
   * @throws PolicyException when the file cannot be used; the message tells why
   */
  public static Gate by(Path policy, Verdicts verdicts) {
    return new Gate(
        new PolicyFiles(policy),
        verdicts,
        InstantSource.system(),
        () -> Activity.getExecutionContext().getInfo().getNamespace(),
        Gate::standing);
  }

  /** One that believes everybody. */
  public static Gate unsigned(Verdicts verdicts) {
    return new Gate(null, verdicts, InstantSource.system(), () -> "", Gate::standing);
  }

  private static FreezeList standing() {
    return FreezesStart.standing(Activity.getExecutionContext().getWorkflowClient());
  }

  static Gate at(
      Path policy,
      Verdicts verdicts,
      InstantSource clock,
      String namespace,
      Supplier<FreezeList> freezes) {
    return new Gate(new PolicyFiles(policy), verdicts, clock, () -> namespace, freezes);
  }

  /** Writes verdicts to the worker's log. */
  public static Verdicts log() {
    return verdict ->
        logger.info(
            "{} {} of {} on {} by {}: {}",
            verdict.allowed() ? "Allowed" : "REFUSED",
            verdict.action() == null ? "something" : verdict.action().word(),
            verdict.application(),
            verdict.stage(),
            verdict.principal() == null ? "somebody unproven" : verdict.principal(),
            verdict.allowed() ? verdict.proof() : printable(verdict.reason()));
  }

  private static String printable(String text) {
    return text.replaceAll("\\p{Cntrl}", "?");
  }

  @Override
  public Admission admit(GateOrder order) {
    Instant now = clock.instant();
    if (files == null) {
      verdicts.note(open(order, now));
      return Admission.unproven();
    }
    PolicyFiles.Loaded loaded = files.now();
    Judge.Judgement judgement =
        new Judge(loaded.policy(), loaded.signers(), tokens, namespace.get(), now).judge(order);
    verdicts.note(judgement.verdict());
    return judgement.admission();
  }

  @Override
  public Demands demands(DemandsOrder order) {
    Demands policy =
        files == null
            ? new Demands(List.of(), List.of())
            : files.now().policy().demands(order.application().value(), order.stage().value());
    return policy.with(freezes().of(order.application(), order.stage()));
  }

  /** Where that cannot be found out it is asked for again: nobody may take that for none. */
  private FreezeList freezes() {
    try {
      return freezes.get();
    } catch (RuntimeException e) {
      throw ApplicationFailure.newFailureWithCause(
          "Tried to ask %s which freezes there are, but got no answer: %s. Look at it in Temporal; it is asked again."
              .formatted(WorkflowIds.FREEZES, e.getMessage()),
          FailureType.UNEXPECTED.name(),
          e);
    }
  }

  private static Verdict open(GateOrder order, Instant now) {
    return new Verdict(
        now,
        order.action(),
        order.application(),
        order.stage(),
        order.run(),
        null,
        order.claimed(),
        true,
        "the worker is unsigned",
        "none",
        null,
        null);
  }
}
