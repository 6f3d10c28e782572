package io.slipway.contract;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/**
 * What can be done to one host. Every method is idempotent: it looks before it acts, and a second
 * attempt finds what the first one did. Failures are {@code ApplicationFailure}s whose type is a
 * {@link FailureType} and whose details are a {@link HostFailure}.
 */
@ActivityInterface(namePrefix = "Host")
public interface HostActivities {

  /**
   * Steps {@code connect} and {@code check}: directories, permissions, tools, disk space, linked
   * files. Creates nothing. All faults of the host are in one failure.
   */
  @ActivityMethod
  HostReport check(HostOrder order);

  /** Reads live release and releases. Changes nothing. */
  @ActivityMethod
  HostReport inspect(HostOrder order);

  /**
   * Step {@code serves}: whether a release is live and the health check is passed, within seconds.
   * Changes nothing. Fails with {@link FailureType#VERIFY_FAILED} where the check is not passed.
   */
  @ActivityMethod
  HostReport serves(HostOrder order);

  /**
   * Reads all by which a host may differ from what it should be, and asks whether it serves: {@link
   * HostReport#facts}. Changes nothing.
   */
  @ActivityMethod
  HostReport observe(HostOrder order);

  /**
   * Steps {@code check}, {@code checkout}, {@code link}: the release directory, whole or not there.
   */
  @ActivityMethod
  HostReport prepare(HostOrder order);

  /** Step {@code build}: the user's command in the prepared release. */
  @ActivityMethod
  HostReport build(HostOrder order);

  /**
   * Step {@code migrate}: the user's command in the prepared release, at most once a release;
   * skipped where it waits for a change and there is none.
   */
  @ActivityMethod
  HostReport migrate(HostOrder order);

  /** Step {@code unmigrate}: the migration's undo, if the migration had begun on this host. */
  @ActivityMethod
  HostReport unmigrate(HostOrder order);

  /**
   * Step {@code before-switch}: the user's command in the release that is live, once it is recorded
   * what that is; skipped where nothing is live, and where the run's release is.
   */
  @ActivityMethod
  HostReport beforeSwitch(HostOrder order);

  /**
   * Steps {@code symlink}, {@code restart}, {@code verify}, {@code read-through}: records what was
   * live, switches {@code current} atomically, reads it back, restarts, verifies, and reads it back
   * once more.
   */
  @ActivityMethod
  HostReport activate(HostOrder order);

  /** Steps {@code cleanup} and {@code log}. What fails here is a warning in the report. */
  @ActivityMethod
  HostReport finish(HostOrder order);

  /** Step {@code finished}: the user's command in the release that the run has brought. */
  @ActivityMethod
  HostReport finished(HostOrder order);

  /**
   * Steps {@code symlink}, {@code restart}: back to the release that the journal names, also when
   * activation had not begun or only in part. The run's own release stays, for what is still to be
   * undone in it; {@link #discard} removes it.
   */
  @ActivityMethod
  HostReport revert(HostOrder order);

  /** Step {@code discard}: removes a prepared release, unless it is live. */
  @ActivityMethod
  HostReport discard(HostOrder order);

  /**
   * Step {@code retire}: the user's command in the release that the host serves; skipped where it
   * serves none.
   */
  @ActivityMethod
  HostReport retire(HostOrder order);
}
