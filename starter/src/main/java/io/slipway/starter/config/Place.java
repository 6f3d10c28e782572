package io.slipway.starter.config;

import java.util.Comparator;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.nodes.Node;

/** A place in the text; lines and columns count from 1, and 0 is the file as a whole. */
record Place(int line, int column) implements Comparable<Place> {
  static final Place NOWHERE = new Place(0, 0);

  private static final Comparator<Place> ORDER =
      Comparator.comparingInt(Place::line).thenComparingInt(Place::column);

  static Place of(Node node) {
    return of(node.getStartMark());
  }

  static Place of(Mark mark) {
    return new Place(mark.getLine() + 1, mark.getColumn() + 1);
  }

  /** The place of a character, by its index. */
  static Place in(String text, int index) {
    String before = text.substring(0, Math.min(index, text.length()));
    int lines = (int) before.chars().filter(c -> c == '\n').count();
    return new Place(lines + 1, before.length() - before.lastIndexOf('\n'));
  }

  @Override
  public int compareTo(Place other) {
    return ORDER.compare(this, other);
  }
}
