package io.slipway.starter.output;

import io.slipway.contract.RunEvent;
import io.slipway.contract.RunResult;
import java.util.ArrayList;
import java.util.List;

/**
 * What stays of a run that was shown while it went on: failures and decisions, the table and the
 * outcome.
 */
final class Aftermath implements RunListener {
  private static final int KEPT = 200;

  private final TextProgress lines;
  private final List<RunEvent> kept = new ArrayList<>();

  Aftermath(TextProgress lines) {
    this.lines = lines;
  }

  @Override
  public void event(String workflow, RunEvent event) {
    lines.time(event);
    if (stays(event) && kept.size() < KEPT) {
      kept.add(event);
    }
  }

  private static boolean stays(RunEvent event) {
    return switch (event.type()) {
      case HOST_FAILED,
          HOST_SKIPPED,
          HOST_EXCLUDED,
          RELEASE_CHOSEN,
          COLOR_CHOSEN,
          VISITORS_MOVED,
          WORKER_COMMAND,
          BUILDER_CHOSEN,
          PAUSED,
          RESUMED,
          APPROVAL_WANTED,
          APPROVED,
          REJECTED,
          FROZEN,
          OVERRIDDEN,
          ABORT_REQUESTED,
          REVERT_STARTED ->
          true;
      // The table ends with the warnings.
      case WARNING,
          RUN_STARTED,
          REVISION_RESOLVED,
          SECRETS_FOUND,
          PHASE_STARTED,
          PHASE_ENDED,
          BATCH_STARTED,
          BATCH_ENDED,
          HOST_STARTED,
          HOST_DONE,
          HOST_UNKNOWN,
          HOST_FOUND,
          HOST_DRAINED,
          HOST_UNDRAINED,
          MENDING,
          WAITING,
          MIGRATED,
          BAKING,
          RUN_ENDED ->
          false;
    };
  }

  @Override
  public void lost(String why) {
    lines.lost(why);
  }

  @Override
  public void found(String what) {
    lines.found(what);
  }

  @Override
  public void ended(RunResult result, ExitCode exit) {
    kept.forEach(lines::tell);
    lines.ended(result, exit);
  }
}
