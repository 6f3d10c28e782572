package io.slipway.redact;

/**
 * A text in which all beyond ASCII looks the same. Programs that count bytes, such as {@code fold},
 * break a character into some that are none, with line breaks between them; others write in another
 * charset. Which characters these were cannot be told any more, but what stands around them can. So
 * each run of characters beyond ASCII is one sign here, with the blanks and breaks inside of it.
 */
final class Blur {
  /** What bytes are read as that are no character. */
  private static final char BROKEN = '\uFFFD';

  private static final int ASCII = 128;

  private final String sharp;
  private final String text;

  /** Where each character of the blurred text begins in the sharp one, and where that ends. */
  private final int[] places;

  /**
   * @param goesOn the text may be a part, with more after it: blanks and breaks at its end may then
   *     be inside of a run, and belong to it
   */
  Blur(String sharp, boolean goesOn) {
    this.sharp = sharp;
    this.places = new int[sharp.length() + 1];
    StringBuilder blurred = new StringBuilder(sharp.length());
    for (int at = 0; at < sharp.length(); ) {
      places[blurred.length()] = at;
      char c = sharp.charAt(at);
      blurred.append(c < ASCII ? c : BROKEN);
      at = c < ASCII ? at + 1 : runEnd(sharp, at + 1, goesOn);
    }
    places[blurred.length()] = sharp.length();
    this.text = blurred.toString();
  }

  /** Whether it has anything that was no character. */
  static boolean isBroken(String text) {
    return text.indexOf(BROKEN) >= 0;
  }

  /** Whether a text looks other when it is blurred. */
  static boolean changes(String text) {
    return text.chars().anyMatch(c -> c >= ASCII);
  }

  private static int runEnd(String text, int from, boolean goesOn) {
    int end = from;
    int at = from;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c >= ASCII) {
        at++;
        end = at;
      } else if (Letters.isControl(c) || Letters.isBreak(c) || Letters.isBlank(c)) {
        at++;
      } else {
        return end;
      }
    }
    return goesOn ? text.length() : end;
  }

  String text() {
    return text;
  }

  /** The place in the blurred text up to which no more can come to a run of it. */
  int closed() {
    int end = text.length();
    return end > 0 && text.charAt(end - 1) == BROKEN ? end - 1 : end;
  }

  /** The place in the sharp text of one in the blurred text. */
  int place(int blurred) {
    return places[blurred];
  }

  /** Where those are in the sharp text that have broken characters there; all others it shows. */
  Ranges broken(Ranges blurred) {
    Ranges broken = new Ranges();
    blurred.forEach(
        (start, end) -> {
          if (isBroken(sharp.substring(place(start), place(end)))) {
            broken.add(place(start), place(end));
          }
        });
    return broken;
  }

  /** Without the text. */
  @Override
  public String toString() {
    return "blur of %d characters".formatted(sharp.length());
  }
}
