package io.slipway.starter.live;

import io.slipway.starter.output.Paint;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jline.terminal.Attributes;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.Curses;
import org.jline.utils.InfoCmp.Capability;
import org.jline.utils.Signals;
import org.jspecify.annotations.Nullable;

/**
 * The terminal of this process, on its second screen. JLine knows how it is spoken to; the system's
 * own stty sets its modes, so that no native code is needed.
 */
final class TerminalWindow implements Window {
  private static final int ESCAPE = 27;
  private static final int END = -1;
  private static final String RESIZED = "WINCH";
  private static final long SEQUENCE_MILLIS = 20;
  private static final List<Capability> NEEDED =
      List.of(
          Capability.enter_ca_mode,
          Capability.exit_ca_mode,
          Capability.cursor_address,
          Capability.clr_eol,
          Capability.clear_screen);

  private final Terminal terminal;
  private final Paint paint;

  /** The terminal's own writer refuses once JLine's shutdown hook has been there. */
  private final FileOutputStream out = new FileOutputStream(FileDescriptor.out);

  private final List<String> shown = new ArrayList<>();
  private @Nullable Object sizes;
  private volatile boolean resized = true;
  private Screen size = new Screen(1, 1);

  private TerminalWindow(Terminal terminal, Paint paint) {
    this.terminal = terminal;
    this.paint = paint;
  }

  /** Takes the terminal; empty when there is none, or it can do too little. */
  static Optional<TerminalWindow> open(Paint paint) {
    Terminal terminal = terminal();
    if (terminal == null) {
      return Optional.empty();
    }
    if (NEEDED.stream().anyMatch(c -> terminal.getStringCapability(c) == null)) {
      close(terminal);
      return Optional.empty();
    }
    TerminalWindow window = new TerminalWindow(terminal, paint);
    window.enter();
    return Optional.of(window);
  }

  private static @Nullable Terminal terminal() {
    try {
      return TerminalBuilder.builder()
          .system(true)
          .systemOutput(TerminalBuilder.SystemOutput.SysOut)
          .provider(TerminalBuilder.PROP_PROVIDER_EXEC)
          .dumb(false)
          // Asks the terminal nothing whose answer would have to be waited for.
          .graphemeCluster(false)
          // Ctrl-C and SIGTERM stay with the JVM and its shutdown hooks.
          .nativeSignals(false)
          .build();
    } catch (IOException | IllegalStateException none) {
      return null;
    }
  }

  private void enter() {
    sizes = Signals.register(RESIZED, () -> resized = true);
    Attributes unused = terminal.enterRawMode();
    Attributes raw = terminal.getAttributes();
    // Ctrl-C is a signal, as it always is to a command that watches.
    raw.setLocalFlag(Attributes.LocalFlag.ISIG, true);
    // Ctrl-Z would leave the shell on a screen that is not its own, and Java answers Ctrl-\ on it.
    raw.setControlChar(Attributes.ControlChar.VSUSP, 0);
    raw.setControlChar(Attributes.ControlChar.VQUIT, 0);
    terminal.setAttributes(raw);
    write(code(Capability.enter_ca_mode) + code(Capability.cursor_invisible));
  }

  @Override
  public Screen size() {
    if (resized) {
      resized = false;
      Size now = terminal.getSize();
      // The last column stays free: a terminal may begin a new line behind it.
      size =
          now.getColumns() < 2 || now.getRows() < 1
              ? new Screen(79, 24)
              : new Screen(now.getColumns() - 1, now.getRows());
      forget();
    }
    return size;
  }

  @Override
  public int key(Duration patience) {
    try {
      int key = terminal.reader().read(patience.toMillis());
      if (key == ESCAPE) {
        while (terminal.reader().read(SEQUENCE_MILLIS) >= 0) {
          // An arrow, or another key that sends more than one character.
        }
        return NONE;
      }
      return key == END ? nobody(patience) : Math.max(key, NONE);
    } catch (IOException | IllegalStateException closed) {
      return nobody(patience);
    }
  }

  /** There is nobody at the keys any more, but the run goes on. */
  private static int nobody(Duration patience) {
    try {
      Thread.sleep(patience);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return NONE;
  }

  @Override
  public void forget() {
    shown.clear();
  }

  @Override
  public void show(List<Line> lines) {
    StringBuilder frame = new StringBuilder();
    if (shown.isEmpty()) {
      frame.append(code(Capability.clear_screen));
    }
    List<String> page = lines.stream().map(l -> l.painted(paint)).toList();
    for (int i = 0; i < page.size(); i++) {
      if (i >= shown.size() || !page.get(i).equals(shown.get(i))) {
        frame
            .append(code(Capability.cursor_address, i, 0))
            .append(page.get(i))
            .append(code(Capability.clr_eol));
      }
    }
    shown.clear();
    shown.addAll(page);
    write(frame.toString());
  }

  @Override
  public void close() {
    write(code(Capability.cursor_normal) + code(Capability.exit_ca_mode));
    Signals.unregister(RESIZED, sizes);
    close(terminal); // with the modes that it had, unless JLine's hook was there first
  }

  private static void close(Terminal terminal) {
    try {
      terminal.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What tells the terminal so; nothing where it does not know how. */
  private String code(Capability capability, Object... arguments) {
    String pattern = terminal.getStringCapability(capability);
    return pattern == null ? "" : Curses.tputs(pattern, arguments);
  }

  private void write(String text) {
    try {
      out.write(text.getBytes(terminal.encoding()));
    } catch (IOException e) {
      throw new UncheckedIOException("tried to write to the terminal, but it failed", e);
    }
  }
}
