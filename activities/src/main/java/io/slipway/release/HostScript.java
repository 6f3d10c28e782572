package io.slipway.release;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.stream.Collectors;

/** The scripts that run on hosts, each with the parts that it needs. */
enum HostScript {
  CHECK("step", "foreign", "examine", "git", "check"),
  INSPECT("foreign", "published", "inspect"),
  DRIFT("step", "published", "manifest", "strays", "drift"),
  RECEIVE("step", "foreign", "examine", "manifest", "archive", "receive"),
  OPEN_DOOR("door", "open"),
  TAKE("manifest", "take"),
  SHUT_DOOR("door", "shut"),
  PREPARE(
      "step",
      "foreign",
      "examine",
      "git",
      "published",
      "manifest",
      "secrets",
      "archive",
      "prepare"),
  PACK("manifest", "secrets", "archive", "pack"),
  COMMAND("step", "changed", "manifest", "command"),
  UNDO("step", "undo"),
  BEFORE_SWITCH("step", "foreign", "switch", "before-switch"),
  ACTIVATE("step", "foreign", "switch", "secrets", "activate"),
  PROBE("step", "probe"),
  READ_BACK("switch", "served"),
  REVERT("step", "foreign", "switch", "revert"),
  DISCARD("foreign", "switch", "door", "discard"),
  RETIRE("step", "retire"),
  FINISH("step", "foreign", "published", "strays", "door", "finish"),
  STOP("step", "stop"),
  RESOLVE("git", "resolve");

  /** Of the wrapper around commands of the user's, which runs on when the script has ended. */
  private static final String WRAPPER = "wrapper";

  private final String text;

  HostScript(String... parts) {
    boolean runsSteps = Arrays.asList(parts).contains("step");
    text =
        (runsSteps ? new Prologue().set(WRAPPER, read("process") + read(WRAPPER)).text() : "")
            + read("base")
            + read("lock")
            + read("process")
            + Arrays.stream(parts).map(HostScript::read).collect(Collectors.joining());
  }

  /** Whether it does more than look. */
  boolean changes() {
    return switch (this) {
      case CHECK, INSPECT, DRIFT, PROBE, READ_BACK, RESOLVE -> false;
      case RECEIVE, OPEN_DOOR, TAKE, SHUT_DOOR, PACK -> true;
      case PREPARE, COMMAND, UNDO, REVERT, DISCARD, RETIRE, FINISH, STOP -> true;
      case BEFORE_SWITCH, ACTIVATE -> true;
    };
  }

  /** Whether it may change what the host serves, or run a command of the user's. */
  boolean changesLive() {
    return switch (this) {
      case COMMAND, UNDO, BEFORE_SWITCH, ACTIVATE, REVERT, RETIRE -> true;
      case CHECK, INSPECT, DRIFT, PROBE, READ_BACK, RESOLVE, PREPARE, DISCARD, FINISH, STOP ->
          false;
      case RECEIVE, OPEN_DOOR, TAKE, SHUT_DOOR, PACK -> false;
    };
  }

  String text() {
    return text;
  }

  /** The part as hosts get it: comments are for readers. */
  private static String read(String part) {
    try (InputStream resource = HostScript.class.getResourceAsStream(part + ".sh")) {
      if (resource == null) {
        throw new IllegalStateException("script %s.sh is missing in the jar".formatted(part));
      }
      return new String(resource.readAllBytes(), UTF_8).replaceAll("(?m)^\\s*#.*\\R", "");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
