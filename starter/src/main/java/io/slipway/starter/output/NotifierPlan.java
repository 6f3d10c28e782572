package io.slipway.starter.output;

import io.slipway.domain.Notifier;
import io.slipway.domain.Occasion;
import io.slipway.domain.Target;
import java.util.List;

/**
 * Somebody who is told of a stage's runs.
 *
 * @param who the channel, with what tells it from others; no secrets
 * @param on when, in the words of slipway.yml
 */
public record NotifierPlan(String who, List<String> on) {
  public NotifierPlan {
    on = List.copyOf(on);
  }

  /** All whom a target names. */
  public static List<NotifierPlan> of(Target target) {
    return target.notifiers().stream().map(NotifierPlan::of).toList();
  }

  private static NotifierPlan of(Notifier notifier) {
    return new NotifierPlan(notifier.words(), notifier.on().stream().map(Occasion::word).toList());
  }

  static void write(List<NotifierPlan> notifiers, Page page) {
    if (notifiers.isEmpty()) {
      return;
    }
    page.line("");
    page.line(page.paint().bold("notifications"));
    notifiers.forEach(n -> page.line(Printable.of("  " + n.words())));
  }

  private String words() {
    return on.size() == Occasion.ALL.size()
        ? "%s of all".formatted(who)
        : "%s of %s".formatted(who, String.join(", ", on));
  }
}
