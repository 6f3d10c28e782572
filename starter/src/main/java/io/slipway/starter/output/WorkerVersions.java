package io.slipway.starter.output;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Versions of workers that Temporal knows, newest first. */
public record WorkerVersions(List<Version> versions) implements Message {
  public WorkerVersions {
    versions = List.copyOf(versions);
  }

  /** What a version is for. */
  public enum State {
    /** New runs begin on it. */
    CURRENT,
    /** Some of the new runs begin on it, as set with Temporal's own tools. */
    RAMPING,
    /** Runs that began on it are still open. */
    DRAINING,
    /** No open run needs it: its workers may be stopped. */
    DRAINED,
    /** No run has begun on it yet. */
    UNUSED
  }

  /**
   * @param since when it became what it is; null when Temporal does not tell
   * @param openRuns runs and surveys that must end on it
   * @param workers pollers of the workflow queue that were seen in the last minute
   */
  public record Version(
      String build, State state, @Nullable Instant since, long openRuns, int workers) {}

  /** On which new runs begin; empty when that is workers without a version. */
  public Optional<Version> current() {
    return versions.stream().filter(v -> v.state() == State.CURRENT).findFirst();
  }

  @Override
  public String type() {
    return "worker_versions";
  }

  @Override
  public void write(Page page) {
    if (!versions.isEmpty()) {
      Table table = new Table("VERSION", "STATE", "SINCE", "OPEN RUNS", "WORKERS", "NOTE");
      for (Version version : versions) {
        Instant since = version.since();
        table.row(
            version.build(),
            version.state().name(),
            since == null ? "-" : Times.words(since),
            String.valueOf(version.openRuns()),
            String.valueOf(version.workers()),
            note(version));
      }
      page.table(table);
    }
    if (current().isEmpty()) {
      page.line("New runs begin on workers without a version.");
    }
  }

  private static String note(Version version) {
    boolean deserted = version.workers() == 0;
    return switch (version.state()) {
      case CURRENT, RAMPING -> deserted ? "no worker: new runs wait" : "";
      case DRAINING ->
          deserted && version.openRuns() > 0
              ? "no worker: its runs wait"
              : "its workers are still needed";
      case DRAINED -> deserted ? "" : "its workers may be stopped";
      case UNUSED -> "slipway worker promote makes it current";
    };
  }
}
