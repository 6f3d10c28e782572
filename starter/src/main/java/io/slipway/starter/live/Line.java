package io.slipway.starter.live;

import io.slipway.starter.output.Paint;
import io.slipway.starter.output.Printable;
import java.util.ArrayList;
import java.util.List;

/** A line of the screen. Whatever its pieces hold, nothing of them acts on the terminal. */
record Line(List<Piece> pieces) {
  static final Line EMPTY = new Line(List.of());

  Line {
    pieces = List.copyOf(pieces);
  }

  /** Some text in one look. */
  record Piece(Tone tone, String text) {
    Piece {
      text = Printable.line(text).replace('\t', ' ');
    }
  }

  static Line of(String text) {
    return of(Tone.PLAIN, text);
  }

  static Line of(Tone tone, String text) {
    return EMPTY.and(tone, text);
  }

  Line and(String text) {
    return and(Tone.PLAIN, text);
  }

  Line and(Tone tone, String text) {
    List<Piece> more = new ArrayList<>(pieces);
    more.add(new Piece(tone, text));
    return new Line(more);
  }

  Line and(Line other) {
    List<Piece> more = new ArrayList<>(pieces);
    more.addAll(other.pieces);
    return new Line(more);
  }

  int width() {
    return pieces.stream().mapToInt(p -> Columns.of(p.text())).sum();
  }

  /** As much of it as fits. */
  Line within(int width) {
    List<Piece> some = new ArrayList<>();
    int left = width;
    for (Piece piece : pieces) {
      String text = Columns.head(piece.text(), left);
      some.add(new Piece(piece.tone(), text));
      left -= Columns.of(text);
      if (!text.equals(piece.text())) {
        break;
      }
    }
    return new Line(some);
  }

  String text() {
    return painted(Paint.NONE);
  }

  String painted(Paint paint) {
    StringBuilder text = new StringBuilder();
    pieces.forEach(p -> text.append(p.tone().of(paint, p.text())));
    return text.toString().stripTrailing();
  }
}
