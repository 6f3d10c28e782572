package io.slipway.starter.output;

/**
 * One fault of slipway.yml, as it is told.
 *
 * @param line from 1; 0 when the fault has no place
 * @param column from 1; 0 when the fault has no place
 * @param key dotted path of the faulty key; empty for the file as a whole
 */
public record FaultLine(
    String file, int line, int column, String key, String problem, String remedy) {

  /** As compilers say it, so that editors can jump to the place. */
  public String words() {
    String place = line > 0 ? "%s:%d:%d".formatted(file, line, column) : file;
    String what = key.isEmpty() ? problem : key + ": " + problem;
    return "%s: %s. %s".formatted(place, what, remedy).strip();
  }
}
