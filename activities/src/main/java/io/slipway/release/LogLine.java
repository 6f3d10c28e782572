package io.slipway.release;

import io.slipway.contract.HostOrder;
import io.slipway.contract.RunKind;

/** Lines of {@code revisions.log}, as Capistrano writes them: others read them, too. */
final class LogLine {
  private LogLine() {}

  static String of(HostOrder order) {
    String user = word(order.initiator().user());
    return order.key().kind() == RunKind.ROLLBACK
        ? "%s rolled back to release %s".formatted(user, order.release())
        : "Branch %s (at %s) deployed as release %s by %s"
            .formatted(word(order.ref()), order.revision(), order.release(), user);
  }

  /** Only as one word can a text not be taken for what a line says. */
  private static String word(String text) {
    return text.replaceAll("[\\p{Z}\\p{C}]", "_");
  }
}
