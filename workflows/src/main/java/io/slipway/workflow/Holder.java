package io.slipway.workflow;

import io.slipway.contract.RunSummary;
import io.slipway.domain.Target;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Says who holds a stage. */
final class Holder {
  private static final DateTimeFormatter SINCE =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'", Locale.ROOT);

  private static final String LINE_UP = "Or wait for your turn: --when-busy queue.";

  private Holder() {}

  static String sentence(RunSummary holder) {
    String stage = "%s of %s".formatted(holder.key().stage(), holder.key().application());
    String since = SINCE.format(holder.startedAt().atOffset(ZoneOffset.UTC));
    String watch = "slipway watch %s".formatted(holder.key().stage());
    String stop = "slipway abort %s".formatted(holder.key().stage());
    String told = told(holder, stage, since, watch, stop);
    return "%s %s".formatted(told, LINE_UP);
  }

  private static String told(
      RunSummary holder, String stage, String since, String watch, String stop) {
    return switch (holder.key().kind()) {
      case DEPLOY ->
          "%s is being deployed by %s since %s (revision %s). Wait for it: %s. Or stop it: %s."
              .formatted(stage, holder.initiator(), since, revision(holder), watch, stop);
      case ROLLBACK ->
          "%s is being rolled back by %s since %s%s. Wait for it: %s. Or stop it: %s."
              .formatted(stage, holder.initiator(), since, release(holder), watch, stop);
      case RECOVERY ->
          "%s is being put back since %s, for %s has ended without a result. Wait for it: %s."
              .formatted(stage, since, holder.ref(), watch);
      case RETIREMENT ->
          "%s of %s is being retired since %s. Wait for it: %s. Or stop it: %s."
              .formatted(holder.ref(), stage, since, watch, stop);
    };
  }

  /** Of a stage that nobody holds for a moment, since others wait for it. */
  static String sentence(Target waitedFor) {
    return "Others wait for %1$s of %2$s: slipway queue list %1$s. %3$s"
        .formatted(waitedFor.stage(), waitedFor.application(), LINE_UP);
  }

  private static String revision(RunSummary holder) {
    return holder.revision() == null
        ? holder.ref()
        : "%s, %s".formatted(holder.ref(), holder.revision().abbreviated());
  }

  private static String release(RunSummary holder) {
    if (holder.release() != null) {
      return " (release %s)".formatted(holder.release());
    }
    return holder.ref().isEmpty() ? "" : " (release %s)".formatted(holder.ref());
  }
}
