package io.slipway.contract;

import java.util.Arrays;

/**
 * Why something failed: the type of every {@code ApplicationFailure} that an activity or a workflow
 * throws. Retries and the failure policy are decided by this list and never by message text.
 */
public enum FailureType {
  // The host could not be spoken to. Nothing was sent, so trying again is safe.
  UNREACHABLE(true, Cause.UNREACHABLE),
  THROTTLED(true, Cause.UNREACHABLE),
  HANDSHAKE_TIMEOUT(true, Cause.UNREACHABLE),
  CONNECTION_LOST(true, Cause.UNREACHABLE),
  CHANNEL_LIMIT(true, Cause.UNREACHABLE),
  /** The connection broke after a command was sent: whether it ran is not known. */
  UNKNOWN_OUTCOME(true, Cause.UNREACHABLE),

  // The host or our access to it must be put right by a person.
  AUTHENTICATION_REFUSED(false, Cause.HOST),
  HOST_KEY_REJECTED(false, Cause.HOST),
  NO_COMMON_ALGORITHM(false, Cause.HOST),
  UNUSABLE_KEY(false, Cause.HOST),
  PRECONDITION_FAILED(false, Cause.HOST),
  DISK_FULL(false, Cause.HOST),
  CLOCK_BEHIND(false, Cause.HOST),
  HOST_COMMAND_FAILED(false, Cause.HOST),
  RELEASE_MISSING(false, Cause.HOST),
  /** Another script of ours still works on the host and has not ended in time. */
  HOST_BUSY(true, Cause.HOST),
  /** A newer attempt or run has already worked on the host, so that this one must not act. */
  FENCED(false, Cause.HOST),

  // The release itself is at fault.
  STEP_FAILED(false, Cause.RELEASE),
  STEP_SIGNALLED(false, Cause.RELEASE),
  STEP_TIMED_OUT(false, Cause.RELEASE),
  VERIFY_FAILED(false, Cause.RELEASE),

  // Something that all hosts depend on.
  SOURCE_UNREACHABLE(true, Cause.CONTROL),
  REVISION_NOT_FOUND(false, Cause.CONTROL),
  /** A store of secrets does not answer, is sealed, or asks to be asked less often. */
  SECRETS_UNREACHABLE(true, Cause.CONTROL),
  /** A secret is missing, may not be read, or is not what the run began with. */
  SECRET_UNUSABLE(false, Cause.CONTROL),
  /** The commit does not carry the signature that the stage asks for. */
  COMMIT_UNVERIFIED(false, Cause.CONTROL),
  /** The worker must not act unrecorded, and its audit trail takes nothing. */
  AUDIT_UNREACHABLE(true, Cause.CONTROL),
  /** A balancer cannot be told anything for the moment. */
  BALANCER_UNREACHABLE(true, Cause.CONTROL),
  /** A balancer does not know what it is told, or does not take it from us. */
  BALANCER_UNUSABLE(false, Cause.CONTROL),
  /** A notifier cannot be told anything for the moment. */
  NOTIFIER_UNREACHABLE(true, Cause.CONTROL),
  /** A notifier does not take what it is told, or it is not known whether it has. */
  NOTIFIER_UNUSABLE(false, Cause.CONTROL),

  // Answers of workflows.
  STAGE_BUSY(false, Cause.REFUSED),
  INVALID_REQUEST(false, Cause.REFUSED),
  NOTHING_TO_ROLL_BACK_TO(false, Cause.REFUSED),
  ABORTED(false, Cause.REFUSED),
  /** The asker may not ask for this, or could not prove to be who they say they are. */
  FORBIDDEN(false, Cause.REFUSED),
  /** A run that ended in anything but success; its details are a {@link RunResult}. */
  RUN_FAILED(false, Cause.RELEASE),

  /** Nothing that we foresaw; logged whole where it happened. */
  UNEXPECTED(true, Cause.UNFORESEEN),

  /** What was done to a host took longer than its stage lets it, and was ended. */
  DEADLINE_PASSED(false, Cause.HOST),

  /**
   * An artifact may not be read, is not what its checksum says, is not signed by whom it must be,
   * or is not fit to be unpacked.
   */
  ARTIFACT_UNUSABLE(false, Cause.CONTROL);

  /** Whom a failure counts against. */
  public enum Cause {
    RELEASE,
    HOST,
    UNREACHABLE,
    CONTROL,
    REFUSED,
    UNFORESEEN
  }

  private final boolean passing;
  private final Cause cause;

  FailureType(boolean passing, Cause cause) {
    this.passing = passing;
    this.cause = cause;
  }

  /** Whether trying again may help. */
  public boolean passing() {
    return passing;
  }

  /** Whether a run waits until it passes, because no host is to blame for it. */
  public boolean outage() {
    return cause == Cause.CONTROL && passing;
  }

  public Cause cause() {
    return cause;
  }

  /** The names of all types for which a retry is useless: what goes into retry options. */
  public static String[] permanent() {
    return Arrays.stream(values()).filter(t -> !t.passing).map(Enum::name).toArray(String[]::new);
  }

  /** The type of this name; {@link #UNEXPECTED} when a newer worker knows more types than we do. */
  public static FailureType named(String name) {
    return Arrays.stream(values())
        .filter(t -> t.name().equals(name))
        .findFirst()
        .orElse(UNEXPECTED);
  }
}
