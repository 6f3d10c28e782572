package io.slipway.redact;

/**
 * A text to look for.
 *
 * @param widensLeft the character before it tells of the value as well, where it is one of base64
 * @param widensRight likewise the one after it
 */
record Form(String text, boolean widensLeft, boolean widensRight) {
  Form(String text) {
    this(text, false, false);
  }

  /** Without the text. */
  @Override
  public String toString() {
    return "form of %d characters".formatted(text.length());
  }
}
