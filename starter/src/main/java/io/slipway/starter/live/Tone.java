package io.slipway.starter.live;

import io.slipway.starter.output.Paint;

/** How a piece of a line looks where there are colours. */
enum Tone {
  PLAIN,
  BOLD,
  FAINT,
  RED,
  GREEN,
  YELLOW;

  String of(Paint paint, String text) {
    return switch (this) {
      case PLAIN -> text;
      case BOLD -> paint.bold(text);
      case FAINT -> paint.faint(text);
      case RED -> paint.red(text);
      case GREEN -> paint.green(text);
      case YELLOW -> paint.yellow(text);
    };
  }
}
