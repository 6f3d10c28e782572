package io.slipway.starter.output;

/**
 * One thing that a command tells: a record whose components are the fields of its JSON line, and
 * which can also put itself into words. The fields are a promise, see docs/reference/events.md.
 */
public interface Message {

  /** The {@code type} field of the JSON line, in lower case with underscores. */
  String type();

  /** Writes it for people. */
  void write(Page page);
}
