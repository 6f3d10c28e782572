package io.slipway.starter.output;

import io.slipway.contract.ForeignRelease;
import io.slipway.contract.RunKind;
import io.slipway.contract.RunOutcome;
import io.slipway.contract.RunSummary;
import io.slipway.domain.ReleaseId;
import io.slipway.domain.Revision;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What runs are called in tables and sentences. */
final class RunWords {
  /** Stands in tables for what is not there. */
  static final String NOTHING = "-";

  private RunWords() {}

  /** {@code deploy of v2}, {@code rollback}, {@code rollback to 20261123120000}. */
  static String what(RunKind kind, String ref) {
    String name = lower(kind.name());
    if (ref.isEmpty()) {
      return name;
    }
    return "%s %s %s".formatted(name, kind == RunKind.ROLLBACK ? "to" : "of", ref);
  }

  static String what(RunSummary run) {
    return what(run.key().kind(), run.ref());
  }

  static String outcome(RunSummary run) {
    RunOutcome outcome = run.outcome();
    if (outcome != null) {
      return lower(outcome.name());
    }
    return run.endedAt() == null ? "running" : "broken off";
  }

  static String revision(@Nullable Revision revision) {
    return revision == null ? NOTHING : revision.abbreviated();
  }

  /** What a host serves, whoever has made it. */
  static String serving(@Nullable ReleaseId live, @Nullable ForeignRelease foreign) {
    return serving(live, foreign == null ? null : foreign.words());
  }

  /**
   * The same.
   *
   * @param foreign in its own words
   */
  static String serving(@Nullable ReleaseId live, @Nullable String foreign) {
    if (live != null) {
      return live.value();
    }
    return foreign == null ? NOTHING : foreign;
  }

  /** {@code 1 host}, {@code 3 hosts}. */
  static String hosts(int count) {
    return count == 1 ? "1 host" : count + " hosts";
  }

  /** {@code no differences}, {@code 1 difference}, {@code 3 differences}. */
  static String differences(int count) {
    return switch (count) {
      case 0 -> "no differences";
      case 1 -> "1 difference";
      default -> count + " differences";
    };
  }

  private static String lower(String constant) {
    return constant.toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
