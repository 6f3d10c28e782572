package io.slipway.contract;

import java.util.Locale;

/** What has made somebody ask for a run. */
public enum Trigger {
  /** A person at a terminal. */
  MANUAL,
  /** A schedule that a person has made. */
  SCHEDULE,
  /** A job of continuous integration. */
  CI;

  /** As sentences have it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
