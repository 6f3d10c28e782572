package io.slipway.starter.output;

import io.slipway.contract.LogPiece;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/** Makes lines of what comes in pieces, each with the host and the step that it is of. */
public final class LogLines implements Consumer<LogPiece> {
  /** Checks are tried again and again. */
  private static final String VERIFY = "verify";

  private final Output output;
  private final String run;
  private final boolean namesHost;
  private final boolean namesStep;
  private final Map<String, LogPiece> unfinished = new LinkedHashMap<>();
  private final Map<String, Long> ends = new LinkedHashMap<>();
  private final Map<String, String> begun = new LinkedHashMap<>();
  private int width;

  /**
   * @param run id of its workflow
   * @param namesHost whether lines of several hosts come
   * @param namesStep whether lines of several steps come
   */
  public LogLines(Output output, String run, boolean namesHost, boolean namesStep) {
    this.output = output;
    this.run = run;
    this.namesHost = namesHost;
    this.namesStep = namesStep;
  }

  @Override
  public void accept(LogPiece piece) {
    String step = "%s %s".formatted(piece.host(), piece.step());
    String key = "%s %s".formatted(step, piece.begun());
    String before = begun.put(step, piece.begun());
    if (before != null && !before.equals(piece.begun())) {
      finish("%s %s".formatted(step, before));
      if (!piece.step().equals(VERIFY)) {
        say(piece, "[begun again]");
      }
    }
    long missing = piece.from() - ends.getOrDefault(key, 0L);
    ends.put(key, piece.to());
    if (missing > 0) {
      finish(key);
      say(piece, "[%d bytes are not kept]".formatted(missing));
    }
    LogPiece open = unfinished.remove(key);
    String text = open == null ? piece.text() : open.text() + piece.text();
    int end = text.lastIndexOf('\n') + 1;
    text.substring(0, end).lines().forEach(line -> say(piece, line));
    if (end < text.length()) {
      unfinished.put(key, with(piece, text.substring(end)));
    }
  }

  private static LogPiece with(LogPiece piece, String text) {
    return new LogPiece(
        piece.host(), piece.step(), piece.begun(), piece.from(), piece.to(), piece.at(), text);
  }

  private void finish(String key) {
    LogPiece open = unfinished.remove(key);
    if (open != null) {
      say(open, open.text());
    }
  }

  /** Says what had no end. */
  public void finish() {
    for (LogPiece open : unfinished.values()) {
      say(open, open.text());
    }
    unfinished.clear();
  }

  /** Whether anything was said. */
  public boolean any() {
    return !ends.isEmpty();
  }

  private void say(LogPiece piece, String line) {
    output.say(
        new LogLine(
            run,
            piece.host(),
            piece.step(),
            piece.begun(),
            Instant.ofEpochMilli(piece.at() / 1_000),
            Printable.line(line),
            prefix(piece)));
  }

  private String prefix(LogPiece piece) {
    String names =
        namesHost && namesStep
            ? "%s %s".formatted(piece.host(), piece.step())
            : namesHost ? piece.host().value() : namesStep ? piece.step() : "";
    if (names.isEmpty()) {
      return "";
    }
    width = Math.max(width, names.length());
    return names + " ".repeat(width - names.length()) + " | ";
  }
}
