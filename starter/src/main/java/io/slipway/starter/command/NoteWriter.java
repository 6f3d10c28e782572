package io.slipway.starter.command;

import io.slipway.starter.output.Output;
import java.io.Writer;

/** Makes each line that is written a note of the output. */
final class NoteWriter extends Writer {
  private final Output output;
  private final StringBuilder line = new StringBuilder();

  NoteWriter(Output output) {
    this.output = output;
  }

  @Override
  public void write(char[] text, int from, int length) {
    for (int i = from; i < from + length; i++) {
      if (text[i] == '\n') {
        end();
      } else if (text[i] != '\r') {
        line.append(text[i]);
      }
    }
  }

  private void end() {
    if (!line.isEmpty()) {
      output.note(line.toString());
      line.setLength(0);
    }
  }

  /** Keeps what is begun of a line: notes are whole. */
  @Override
  public void flush() {}

  @Override
  public void close() {
    end();
  }
}
