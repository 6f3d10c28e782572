package io.slipway.starter.output;

import org.jspecify.annotations.Nullable;

/**
 * New runs begin on another version of workers than before.
 *
 * @param build the version; null for workers without one
 * @param previous on which they began before; null for workers without a version
 */
public record Promoted(@Nullable String build, @Nullable String previous) implements Message {
  @Override
  public String type() {
    return "promoted";
  }

  @Override
  public void write(Page page) {
    page.line("New runs begin on %s.".formatted(words(build)));
    if (previous != null && !previous.equals(build)) {
      page.line(
          "Runs that began on %s end on it: keep its workers until slipway worker versions calls it DRAINED."
              .formatted(previous));
    }
  }

  private static String words(@Nullable String build) {
    return build == null ? "workers without a version" : "version " + build;
  }
}
