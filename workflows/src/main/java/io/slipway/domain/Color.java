package io.slipway.domain;

import java.util.Locale;

/** One of the two halves of a stage, of which one has the visitors. */
public enum Color {
  BLUE,
  GREEN;

  public Color other() {
    return this == BLUE ? GREEN : BLUE;
  }

  /** As files and people write it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
