package io.slipway.bench.scale;

import io.slipway.testbench.PseudoTerminal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Looks at a screen all the time, and notes how many hosts it says are live, and each repaint. */
final class ScreenLog implements AutoCloseable {
  private static final Duration LOOK = Duration.ofMillis(10);
  private static final Pattern ACTIVE = Pattern.compile("(\\d+) active");

  private final PseudoTerminal terminal;
  private final List<Lags.Seen> seen = new ArrayList<>();
  private final Thread thread;
  private volatile boolean closed;
  private int repaints;

  private ScreenLog(PseudoTerminal terminal) {
    this.terminal = terminal;
    this.thread = Thread.ofPlatform().daemon().name("screen log").unstarted(this::look);
  }

  static ScreenLog start(PseudoTerminal terminal) {
    ScreenLog log = new ScreenLog(terminal);
    log.thread.start();
    return log;
  }

  private void look() {
    List<String> before = List.of();
    while (!closed) {
      List<String> lines = terminal.lines();
      if (!lines.equals(before)) {
        before = lines;
        repaints++;
        Matcher active = ACTIVE.matcher(lines.get(1));
        if (active.find()) {
          seen.add(new Lags.Seen(Instant.now(), Integer.parseInt(active.group(1))));
        }
      }
      pause();
    }
  }

  private static void pause() {
    try {
      Thread.sleep(LOOK);
    } catch (InterruptedException e) {
      throw new IllegalStateException("nobody interrupts this thread", e);
    }
  }

  /** What it has noted. Only once it is closed. */
  List<Lags.Seen> seen() {
    return List.copyOf(seen);
  }

  /** How often the screen has changed. Only once it is closed. */
  int repaints() {
    return repaints;
  }

  @Override
  public void close() {
    closed = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException("interrupted while a screen is looked at", e);
    }
  }
}
