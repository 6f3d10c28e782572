package io.slipway.starter.capistrano;

/** Texts as words of a shell command. */
final class ShellWords {
  private ShellWords() {}

  /** As it is where nothing acts in it, else quoted. */
  static String quoted(String text) {
    return text.matches("[A-Za-z0-9._/:@%+,-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
  }

  /** Quoted, but variables in it are filled in by the host's shell, as Capistrano has it. */
  static String expanding(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("`", "\\`") + '"';
  }
}
