package io.slipway.starter.live;

import io.slipway.starter.output.Paint;
import io.slipway.starter.output.RunListener;
import io.slipway.starter.output.Show;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Shows runs on the terminal of this process, if it has one. */
public final class LiveShow implements Show {
  private final Map<String, String> environment;
  private @Nullable LiveView view;

  /**
   * @param environment variables of the process
   */
  public LiveShow(Map<String, String> environment) {
    this.environment = environment;
  }

  @Override
  public Optional<RunListener> of(RunListener lines, Paint paint) {
    if (!capable()) {
      return Optional.empty();
    }
    return TerminalWindow.open(paint)
        .map(
            window -> {
              view = LiveView.start(window, lines, InstantSource.system());
              return view;
            });
  }

  /** Told cheaply, if it can be: newer Javas have a console in pipes, too, and the window looks. */
  @SuppressWarnings("SystemConsoleNull")
  private boolean capable() {
    String type = environment.getOrDefault("TERM", "");
    return System.console() != null && !type.isEmpty() && !type.equals("dumb");
  }

  @Override
  public boolean takes(String sentence) {
    LiveView shown = view;
    return shown != null && shown.takes(sentence);
  }
}
