package io.slipway.workflow;

import io.slipway.contract.RunSummary;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Says who holds a stage. */
final class Holder {
  private static final DateTimeFormatter SINCE =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'", Locale.ROOT);

  private Holder() {}

  static String sentence(RunSummary holder) {
    String what =
        switch (holder.key().kind()) {
          case DEPLOY -> "being deployed";
          case ROLLBACK -> "being rolled back";
        };
    String which =
        switch (holder.key().kind()) {
          case DEPLOY -> " (revision %s)".formatted(holder.ref());
          case ROLLBACK -> holder.ref().isEmpty() ? "" : " (release %s)".formatted(holder.ref());
        };
    return "%s of %s is %s by %s since %s%s. Wait for it: slipway watch %s. Or stop it: slipway abort %s."
        .formatted(
            holder.key().stage(),
            holder.key().application(),
            what,
            holder.initiator(),
            SINCE.format(holder.startedAt().atOffset(ZoneOffset.UTC)),
            which,
            holder.key().stage(),
            holder.key().stage());
  }
}
