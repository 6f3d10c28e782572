package io.slipway.notify;

/** Texts in what a receiver takes. */
final class Lengths {
  private Lengths() {}

  /** At most so many characters; what is cut off shows as an ellipsis. */
  static String cut(String text, int most) {
    if (text.length() <= most) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(most - 2)) ? most - 2 : most - 1;
    return text.substring(0, end) + "…";
  }
}
