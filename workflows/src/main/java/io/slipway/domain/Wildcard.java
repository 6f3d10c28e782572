package io.slipway.domain;

/** Patterns as OpenSSH has them: {@code *} stands for any text, {@code ?} for one character. */
public final class Wildcard {
  private Wildcard() {}

  /** Without recursion, so that no pattern takes more than quadratic time. */
  public static boolean matches(String pattern, String text) {
    return meets(pattern, text, false);
  }

  /**
   * Whether a pattern is sure to match whatever a narrower one does. It may be so and not be seen,
   * where both have several stars.
   */
  public static boolean covers(String pattern, String narrower) {
    return meets(pattern, narrower, true);
  }

  /**
   * @param texts whether the text stands for many, so that one character of the pattern is not
   *     enough for its stars
   */
  private static boolean meets(String pattern, String text, boolean texts) {
    int p = 0;
    int t = 0;
    int star = -1;
    int resume = 0;
    while (t < text.length()) {
      if (p < pattern.length() && pattern.charAt(p) == '*') {
        star = p++;
        resume = t;
      } else if (p < pattern.length() && one(pattern.charAt(p), text.charAt(t), texts)) {
        p++;
        t++;
      } else if (star >= 0) {
        p = star + 1;
        t = ++resume;
      } else {
        return false;
      }
    }
    while (p < pattern.length() && pattern.charAt(p) == '*') {
      p++;
    }
    return p == pattern.length();
  }

  private static boolean one(char pattern, char text, boolean texts) {
    return pattern == '?' ? !texts || text != '*' : pattern == text;
  }
}
