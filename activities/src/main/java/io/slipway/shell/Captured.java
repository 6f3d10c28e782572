package io.slipway.shell;

/**
 * The text of an output stream: all of it, or its head and its tail with a line between them that
 * says how much is missing.
 *
 * @param omitted bytes that were not kept, 0 or more
 */
public record Captured(String text, long omitted) {
  public static final Captured NOTHING = new Captured("", 0);
}
