package io.slipway.domain;

import java.time.Duration;
import java.util.regex.Pattern;

/**
 * A command that the operator of a worker has opened.
 *
 * @param name of the file, without a folder: 1 to 64 characters
 * @param timeout longest run before it counts as failed and is killed
 */
public record WorkerCommand(String name, Duration timeout) {
  /** What such a name looks like; nothing that leads out of a folder does. */
  public static final String FORM = "[A-Za-z0-9_][A-Za-z0-9._-]{0,63}";

  private static final Pattern NAME = Pattern.compile(FORM);

  public WorkerCommand {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "'%s' is no name of a worker's command: use letters, digits, '.', '_' and '-', at most 64, starting with a letter, a digit or '_'"
              .formatted(PlainText.of(name)));
    }
  }
}
