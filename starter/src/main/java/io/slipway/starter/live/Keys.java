package io.slipway.starter.live;

import io.slipway.starter.output.Steering;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What keys do, and what is said of them. What cannot be undone is asked about first. */
final class Keys {
  /** Ctrl-L. */
  static final int REDRAW = 12;

  private @Nullable Steering steering;
  private boolean asking;
  private Course course = Course.GOES_ON;

  /** What the run does, as far as keys have to do with it. */
  private enum Course {
    GOES_ON,
    /** Somebody has paused it. */
    HELD,
    /** It waits for a choice that takes more than a key. */
    WAITS
  }

  synchronized void steer(Steering by) {
    steering = by;
  }

  synchronized void goesOn() {
    course = Course.GOES_ON;
  }

  /** The line that names the keys, or asks. */
  synchronized Line hints() {
    if (steering == null) {
      return Line.EMPTY;
    }
    if (asking) {
      return Line.of(Tone.BOLD, "Stop this run, and put back what it has changed?")
          .and("  y yes   n no");
    }
    String more =
        switch (course) {
          case GOES_ON -> "   p pause";
          case HELD -> "   r resume";
          case WAITS -> "";
        };
    return Line.of(Tone.FAINT, "q stop watching   a abort" + more);
  }

  /**
   * @param answers hears what became of a request, later
   */
  void pressed(int key, Consumer<String> answers) {
    Runnable action = action(key, answers);
    if (action != null) {
      action.run();
    }
  }

  private synchronized @Nullable Runnable action(int key, Consumer<String> answers) {
    Steering by = steering;
    if (by == null || key == REDRAW) {
      return null;
    }
    if (asking) {
      asking = false;
      return key == 'y' ? () -> ask(by::abort, answers) : null;
    }
    return switch (key) {
      case 'q' -> by::leave;
      case 'a' -> this::confirm;
      case 'p' -> course == Course.GOES_ON ? () -> ask(by::pause, answers) : null;
      case 'r' -> course == Course.HELD ? () -> ask(by::resume, answers) : null;
      default -> null;
    };
  }

  private synchronized void confirm() {
    asking = true;
  }

  /** The run has begun to wait: whether for a key or for more, it must be asked. */
  void waits(Runnable known) {
    Steering by;
    synchronized (this) {
      course = Course.WAITS;
      by = steering;
    }
    if (by != null) {
      ask(() -> by.held() ? Course.HELD : Course.WAITS, found -> turned(found, known));
    }
  }

  private void turned(Course found, Runnable known) {
    synchronized (this) {
      course = course == Course.WAITS ? found : course;
    }
    known.run();
  }

  /** An answer may take as long as a worker does. */
  private static <T> void ask(Supplier<T> question, Consumer<T> answers) {
    Thread unused =
        Thread.ofPlatform()
            .daemon()
            .name("request of a key")
            .start(() -> answers.accept(question.get()));
  }
}
