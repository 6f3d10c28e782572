package io.slipway.starter.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.slipway.contract.WireFormat;
import java.util.List;

/** A command line that has ended: its exit code and all that it has said. */
record Ran(int exit, String out, String err) {

  Ran exits(int expected) {
    assertEquals(expected, exit, this::toString);
    return this;
  }

  Ran says(String... parts) {
    for (String part : parts) {
      assertTrue(out.contains(part), () -> "not said: " + part + "\n" + this);
    }
    return this;
  }

  Ran notes(String... parts) {
    for (String part : parts) {
      assertTrue(err.contains(part), () -> "not on standard error: " + part + "\n" + this);
    }
    return this;
  }

  Ran hides(String part) {
    assertFalse((out + err).contains(part), () -> "said: " + part + "\n" + this);
    return this;
  }

  /** Standard output as NDJSON; fails when a line is none. */
  List<JsonNode> lines() {
    return out.lines().map(Ran::json).toList();
  }

  JsonNode lastLine() {
    return lines().getLast();
  }

  private static JsonNode json(String line) {
    try {
      return WireFormat.mapper().readTree(line);
    } catch (JsonProcessingException e) {
      throw new AssertionError("not JSON: " + line, e);
    }
  }

  @Override
  public String toString() {
    return "exit %d%n--- out%n%s--- err%n%s---".formatted(exit, out, err);
  }
}
