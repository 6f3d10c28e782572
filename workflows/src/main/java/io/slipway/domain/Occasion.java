package io.slipway.domain;

import java.util.List;
import java.util.Locale;

/** When somebody wants to be told of a run. */
public enum Occasion {
  /** It has begun. */
  START,
  /** It waits for somebody's approval. */
  APPROVAL,
  /** It waits for somebody's word on how to go on. */
  PAUSE,
  /** Hosts are being put back, or it has ended in anything but success. */
  FAILURE,
  /** It has ended, however that is. */
  END;

  /** Those that a notifier hears of that does not say. */
  public static final List<Occasion> ALL = List.of(values());

  /** In slipway.yml. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
