package io.slipway.workflow;

import io.slipway.domain.Excerpt;

/** Shortens texts to what Temporal takes; it fails a workflow over a longer one. */
final class Clip {
  private Clip() {}

  /** A static summary of a workflow or an activity. */
  static String summary(String text) {
    return Excerpt.head(200, text);
  }

  /** Static or current details. */
  static String details(String text) {
    return Excerpt.head(20_000, text);
  }

  /** The value of a search attribute. */
  static String attribute(String text) {
    return Excerpt.head(250, text);
  }

  /** A sentence that goes into results and histories, of which there may be many. */
  static String sentence(String text) {
    return Excerpt.head(1_000, text);
  }
}
