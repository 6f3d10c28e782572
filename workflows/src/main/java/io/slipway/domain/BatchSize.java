package io.slipway.domain;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * A number of hosts, {@code 5} or {@code 20%} of all, such as the size of one rollout batch. A
 * percentage is rounded down, but is at least one host, unless it says what must be left.
 */
public record BatchSize(int amount, boolean percent) {

  public BatchSize {
    if (amount < 1 || (percent && amount > 100)) {
      throw new IllegalArgumentException(
          "batch size %s is not valid: give hosts (1 or more) or a percentage (1%% to 100%%)"
              .formatted(amount + (percent ? "%" : "")));
    }
  }

  @JsonCreator
  public static BatchSize parse(String text) {
    String trimmed = text.strip();
    boolean percent = trimmed.endsWith("%");
    String digits = percent ? trimmed.substring(0, trimmed.length() - 1) : trimmed;
    try {
      return new BatchSize(Integer.parseInt(digits), percent);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "batch size '%s' is not valid: give hosts such as 5 or a percentage such as 20%%"
              .formatted(PlainText.of(text)),
          e);
    }
  }

  /** How many of so many hosts this is, at least 1 and at most all. */
  public int of(int hosts) {
    long size = percent ? (long) hosts * amount / 100 : amount;
    return (int) Math.min(hosts, Math.max(1, size));
  }

  /** How many of so many hosts this is where a percentage is rounded up; may be more than all. */
  public int roundedUp(int hosts) {
    return percent ? (int) (((long) hosts * amount + 99) / 100) : amount;
  }

  @JsonValue
  @Override
  public String toString() {
    return amount + (percent ? "%" : "");
  }
}
