package io.slipway.workflow;

import java.nio.charset.StandardCharsets;

/** Shortens texts to what Temporal takes; it fails a workflow over a longer one. */
final class Clip {
  private static final String ELLIPSIS = "…";

  private Clip() {}

  /** A static summary of a workflow or an activity. */
  static String summary(String text) {
    return to(200, text);
  }

  /** Static or current details. */
  static String details(String text) {
    return to(20_000, text);
  }

  /** The value of a search attribute. */
  static String attribute(String text) {
    return to(250, text);
  }

  /** A sentence that goes into results and histories, of which there may be many. */
  static String sentence(String text) {
    return to(1_000, text);
  }

  /** The text in at most so many bytes of UTF-8; what is cut off shows as an ellipsis. */
  static String to(int bytes, String text) {
    if (text.getBytes(StandardCharsets.UTF_8).length <= bytes) {
      return text;
    }
    int room = bytes - ELLIPSIS.getBytes(StandardCharsets.UTF_8).length;
    int end = 0;
    while (end < text.length()) {
      int point = text.codePointAt(end);
      room -= Character.toString(point).getBytes(StandardCharsets.UTF_8).length;
      if (room < 0) {
        break;
      }
      end += Character.charCount(point);
    }
    return text.substring(0, end) + ELLIPSIS;
  }
}
