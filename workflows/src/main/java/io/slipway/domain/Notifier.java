package io.slipway.domain;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who is told of runs.
 *
 * @param on when; never empty
 * @param text what is told, in place of the usual words; may hold the placeholders of {@link
 *     NoticeText}. Null for the usual words
 */
public record Notifier(Channel channel, List<Occasion> on, @Nullable String text) {
  public Notifier {
    on = on == null || on.isEmpty() ? Occasion.ALL : List.copyOf(on);
  }

  /** What messages call it: its channel, and what tells it from others of the same kind. */
  public String words() {
    return channel.words();
  }
}
