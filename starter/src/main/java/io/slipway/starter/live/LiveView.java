package io.slipway.starter.live;

import io.slipway.contract.RunEvent;
import io.slipway.contract.RunResult;
import io.slipway.contract.StepOutput;
import io.slipway.starter.output.ExitCode;
import io.slipway.starter.output.RunListener;
import io.slipway.starter.output.Steering;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/**
 * Shows a run in a window until it has ended or is watched no longer, and obeys keys. Painted when
 * something has changed, a few times a second at most.
 */
final class LiveView implements RunListener {
  /** How long a change waits to be seen, at most. */
  private static final Duration PATIENCE = Duration.ofMillis(200);

  private final Window window;
  private final RunListener lines;
  private final InstantSource clock;
  private final Keys keys = new Keys();

  /** Guards the window: nothing is painted once it is closed. */
  private final Object glass = new Object();

  // Guarded by this.
  private final Picture picture = new Picture();
  private boolean changed = true;
  private Instant painted = Instant.MIN;

  private volatile boolean released;

  private LiveView(Window window, RunListener lines, InstantSource clock) {
    this.window = window;
    this.lines = lines;
    this.clock = clock;
  }

  /**
   * Takes over a window.
   *
   * @param lines hears what stays, once the window is closed
   */
  static LiveView start(Window window, RunListener lines, InstantSource clock) {
    LiveView view = new LiveView(window, lines, clock);
    Thread unused = Thread.ofPlatform().daemon().name("live view").start(view::live);
    return view;
  }

  private void live() {
    try {
      while (!released) {
        paint();
        int key = window.key(PATIENCE);
        if (key != Window.NONE) {
          pressed(key);
        }
      }
    } catch (RuntimeException e) {
      if (!released) {
        release();
        lines.lost("The live view broke off (%s); --plain does without it.".formatted(e));
      }
    }
  }

  private void pressed(int key) {
    if (key == Keys.REDRAW) {
      window.forget();
    }
    keys.pressed(key, this::takes);
    touch();
  }

  private synchronized void touch() {
    changed = true;
  }

  private void paint() {
    List<Line> page;
    synchronized (this) {
      Instant now = clock.instant();
      Screen screen = window.size();
      if (!changed && now.getEpochSecond() == painted.getEpochSecond()) {
        return;
      }
      changed = false;
      painted = now;
      page = screen.of(picture, keys.hints(), now);
    }
    synchronized (glass) {
      if (!released) {
        window.show(page);
      }
    }
  }

  /** Whether it is shown now, and with it this sentence. */
  synchronized boolean takes(String sentence) {
    if (released) {
      return false;
    }
    picture.note(sentence);
    changed = true;
    return true;
  }

  @Override
  public void steer(Steering steering) {
    keys.steer(steering);
    touch();
  }

  @Override
  public synchronized void event(String workflow, RunEvent event) {
    String before = picture.pause();
    picture.event(event);
    String now = picture.pause();
    if (now == null) {
      keys.goesOn();
    } else if (!now.equals(before)) {
      keys.waits(this::touch);
    }
    changed = true;
    lines.event(workflow, event);
  }

  @Override
  public boolean listens() {
    return true;
  }

  @Override
  public synchronized void said(StepOutput output) {
    picture.said(output);
    changed = true;
  }

  @Override
  public synchronized void lost(String why) {
    picture.lost(why);
    changed = true;
  }

  @Override
  public synchronized void found(String what) {
    picture.found();
    changed = true;
  }

  @Override
  public void ended(RunResult result, ExitCode exit) {
    release();
    lines.ended(result, exit);
  }

  @Override
  public void release() {
    synchronized (glass) {
      if (!released) {
        released = true;
        window.close();
      }
    }
  }
}
