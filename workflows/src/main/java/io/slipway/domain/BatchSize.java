package io.slipway.domain;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * The size of one rollout batch, {@code 5} hosts or {@code 20%} of all hosts. A percentage is
 * rounded down, but is at least one host.
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

  @JsonValue
  @Override
  public String toString() {
    return amount + (percent ? "%" : "");
  }
}
