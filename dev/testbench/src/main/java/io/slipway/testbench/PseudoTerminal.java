package io.slipway.testbench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jline.terminal.Size;
import org.jline.utils.ScreenTerminal;

/**
 * A program in front of a real pseudo-terminal, as a person sits at one: what it shows is read from
 * the screen, as an xterm would paint it, and keys are pressed. Closing it kills the program.
 */
public final class PseudoTerminal implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(20);

  private final TemporaryFolder folder = new TemporaryFolder("terminal");
  private final Launch launch;
  private final ScreenTerminal screen;
  private final StringBuilder received = new StringBuilder();
  private final Process process;
  private final Thread reader;
  private final OutputStream keyboard;

  private PseudoTerminal(Launch launch, int columns, int rows) {
    this.launch = launch;
    this.screen = new ScreenTerminal(columns, rows);
    String command =
        "trap : INT TERM; cd %s; stty cols %d rows %d; tty >tty; stty -g >before;"
                .formatted(quoted(folder.toString()), columns, rows)
            + " sh -c 'echo $$ >pid.new; mv pid.new pid; cd \"$0\"; exec \"$@\"' %s %s;"
                .formatted(
                    quoted(launch.folder().toString()),
                    launch.command().stream()
                        .map(PseudoTerminal::quoted)
                        .collect(Collectors.joining(" ")))
            + " code=$?; stty -g >after; exit $code";
    Path script = Requirements.program("script", "bsdutils");
    ProcessBuilder builder =
        new ProcessBuilder(script.toString(), "-qefc", command, "/dev/null")
            .directory(folder.path().toFile())
            .redirectErrorStream(true);
    Map<String, String> environment = builder.environment();
    environment.put("TERM", "xterm-256color");
    environment.put("SHELL", "/bin/sh");
    environment.put("LC_ALL", "C.UTF-8");
    environment.remove("NO_COLOR");
    environment.putAll(launch.environment());
    try {
      process = builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException("tried to start %s, but it failed".formatted(launch), e);
    }
    keyboard = process.getOutputStream();
    reader = Thread.ofPlatform().daemon().name("screen of " + launch).start(this::read);
    Cleanup.register(this);
  }

  /** Starts a program in front of a terminal of this size. */
  public static PseudoTerminal start(Launch launch, int columns, int rows) {
    return new PseudoTerminal(launch, columns, rows);
  }

  private static String quoted(String word) {
    return "'" + word.replace("'", "'\\''") + "'";
  }

  private void read() {
    char[] some = new char[4096];
    try (Reader output = new InputStreamReader(process.getInputStream(), UTF_8)) {
      for (int n = output.read(some); n >= 0; n = output.read(some)) {
        synchronized (screen) {
          received.append(some, 0, n);
          screen.write(new String(some, 0, n));
        }
      }
    } catch (IOException e) {
      synchronized (screen) {
        received.append("[the rest is lost: %s]".formatted(e.getMessage()));
      }
    }
  }

  /** The lines that are seen now, without blanks at their ends. */
  public List<String> lines() {
    synchronized (screen) {
      int columns = screen.getColumns();
      long[] cells = new long[columns * screen.getRows()];
      screen.dump(cells, new int[2]);
      StringBuilder text = new StringBuilder();
      for (int i = 0; i < cells.length; i++) {
        int character = ScreenTerminal.cellCodePoint(cells[i]);
        text.appendCodePoint(character == 0 ? ' ' : character);
        text.append(i % columns == columns - 1 ? "\n" : "");
      }
      return text.toString().lines().map(String::stripTrailing).toList();
    }
  }

  /** All that is seen now. */
  public String text() {
    return String.join("\n", lines()).strip();
  }

  /** All that the program has sent so far, as it was. */
  public String received() {
    synchronized (screen) {
      return received.toString();
    }
  }

  /** Waits until a text is seen; fails with what is seen instead. */
  public void awaitText(String wanted, Duration limit) {
    await(limit, wanted, text -> text.contains(wanted));
  }

  /** Waits until what is seen is as it should be; fails with what is seen instead. */
  public void await(Duration limit, String what, Predicate<String> wanted) {
    Eventually.passes(
        limit,
        () -> {
          String seen = text();
          if (!wanted.test(seen)) {
            throw new AssertionError("no %s in:%n%s".formatted(what, seen));
          }
        });
  }

  /** Presses keys. */
  public void type(String keys) {
    try {
      keyboard.write(keys.getBytes(UTF_8));
      keyboard.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("tried to press keys, but it failed", e);
    }
  }

  /** Makes the window as large as this; the program hears of it. */
  public void resize(int columns, int rows) {
    String unused =
        Program.run(
            Launch.of("stty", "-F", note("tty"), "cols", "" + columns, "rows", "" + rows), LIMIT);
    synchronized (screen) {
      boolean changed = screen.setSize(Size.of(columns, rows));
      if (!changed) {
        throw new IllegalStateException("no size of a screen: %d by %d".formatted(columns, rows));
      }
    }
  }

  /** The program's process id. */
  public long pid() {
    return Long.parseLong(note("pid"));
  }

  /** A signal to the program alone, by its name. */
  public void signal(String name) {
    String unused = Program.run(Launch.of("kill", "-" + name, "" + pid()), LIMIT);
  }

  /** Waits for the end, and returns the exit code. */
  public int awaitExit(Duration limit) {
    try {
      if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new AssertionError(
            "%s: still running after %s:%n%s".formatted(launch, limit, text()));
      }
      reader.join(LIMIT);
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for " + launch, e);
    }
  }

  /** How the terminal's modes were before the program began, in the words of {@code stty -g}. */
  public String modesBefore() {
    return note("before");
  }

  /** How the program has left them. */
  public String modesAfter() {
    return note("after");
  }

  private String note(String name) {
    Path file = folder.path().resolve(name);
    Eventually.within(LIMIT, file.toString(), () -> Files.isReadable(file));
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    Cleanup.forget(this);
    try (folder) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
      int unused = awaitExit(LIMIT);
    }
  }

  @Override
  public String toString() {
    return "terminal of " + launch;
  }
}
