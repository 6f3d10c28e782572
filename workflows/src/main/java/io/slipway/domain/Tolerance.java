package io.slipway.domain;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * How many hosts may fail without stopping a run, {@code 3} hosts or {@code 5%} of all hosts. A
 * percentage is rounded down; 0 stops at the first.
 */
public record Tolerance(int amount, boolean percent) {
  public static final Tolerance NONE = new Tolerance(0, false);

  public Tolerance {
    if (amount < 0 || (percent && amount > 100)) {
      throw new IllegalArgumentException(
          "%d%s failing hosts are no valid number: give hosts (0 or more) or a percentage (0%% to 100%%)"
              .formatted(amount, percent ? "%" : ""));
    }
  }

  @JsonCreator
  public static Tolerance parse(String text) {
    String trimmed = text.strip();
    boolean percent = trimmed.endsWith("%");
    String digits = percent ? trimmed.substring(0, trimmed.length() - 1) : trimmed;
    try {
      return new Tolerance(Integer.parseInt(digits), percent);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "'%s' is no number of hosts: give hosts such as 2 or a percentage such as 5%%"
              .formatted(PlainText.of(text)),
          e);
    }
  }

  /** How many of so many hosts this is. */
  public int of(int hosts) {
    return percent ? (int) ((long) hosts * amount / 100) : amount;
  }

  @JsonValue
  @Override
  public String toString() {
    return amount + (percent ? "%" : "");
  }
}
