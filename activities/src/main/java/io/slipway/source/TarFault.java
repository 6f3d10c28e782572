package io.slipway.source;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.slipway.domain.Excerpt;
import io.slipway.domain.PlainText;
import java.io.IOException;
import java.io.Serial;

/** An archive is damaged, or holds what may not go to hosts; the message says so without an end. */
final class TarFault extends IOException {
  @Serial private static final long serialVersionUID = 1L;
  private static final int SHOWN = 200;

  TarFault(String reason) {
    super(reason);
  }

  static TarFault damaged() {
    return new TarFault("it is no tar archive, or a damaged one");
  }

  static TarFault absolute(String name) {
    return new TarFault("%s is an absolute path".formatted(shown(name)));
  }

  static TarFault holes(String name) {
    return new TarFault("%s is kept with holes".formatted(shown(name)));
  }

  /** A name of the archive in words: nothing of it acts. */
  static String shown(String name) {
    String text = new String(name.getBytes(ISO_8859_1), UTF_8);
    return "'%s'".formatted(Excerpt.head(SHOWN, PlainText.of(text)));
  }
}
