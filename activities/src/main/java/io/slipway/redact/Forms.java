package io.slipway.redact;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * What a value looks like where it is not escaped character by character: itself, base64 and hex;
 * {@link Escapes} sees to the rest. Each line of a value is looked for by itself, too.
 */
final class Forms {
  /** Shorter ones are found in every text. */
  static final int SHORTEST = 4;

  /** Longer lines are looked for piece by piece, for an order of size between forms and text. */
  private static final int PIECE = 1024;

  private final Set<Form> forms = new LinkedHashSet<>();
  private final Consumer<String> maker;

  private Forms(boolean blurred) {
    this.maker = blurred ? this::blurred : this::sharp;
  }

  static List<Form> of(Collection<String> values) {
    return made(new Forms(false), values);
  }

  /** Those of values beyond ASCII, for a {@link Blur}. */
  static List<Form> blurred(Collection<String> values) {
    return made(new Forms(true), values);
  }

  private static List<Form> made(Forms forms, Collection<String> values) {
    values.forEach(forms::value);
    return List.copyOf(forms.forms);
  }

  /** Whether a value is looked for at all: one that is hidden by its own likeness is not. */
  static boolean areLookedFor(String value) {
    return plain(value.strip()).length() >= SHORTEST && !Redactor.MARK.contains(value.strip());
  }

  private void value(String value) {
    text(value.strip());
    if (value.lines().skip(1).findAny().isPresent()) {
      value.lines().map(String::strip).filter(Forms::areLookedFor).forEach(this::text);
    }
  }

  private void text(String text) {
    for (int from = 0; from < text.length(); from += PIECE) {
      // The last piece is a whole one, so that no rest is too short to be found.
      int begin = Math.max(0, Math.min(from, text.length() - PIECE));
      String piece = text.substring(begin, Math.min(text.length(), begin + PIECE));
      if (plain(piece).length() >= SHORTEST) {
        maker.accept(piece);
      }
    }
  }

  private void blurred(String piece) {
    if (Blur.changes(piece)) {
      forms.add(new Form(plain(new Blur(piece, false).text())));
    }
  }

  private void sharp(String piece) {
    forms.add(new Form(plain(piece)));
    byte[] bytes = piece.getBytes(UTF_8);
    String hex = HexFormat.of().formatHex(bytes);
    forms.add(new Form(hex));
    forms.add(new Form(HexFormat.of().withUpperCase().formatHex(bytes)));
    for (int before = 0; before < 3; before++) {
      forms.add(base64(bytes, before, Base64.getEncoder()));
      forms.add(base64(bytes, before, Base64.getUrlEncoder()));
    }
  }

  /** The characters that the bytes alone decide, with so many other bytes before them. */
  private static Form base64(byte[] bytes, int before, Base64.Encoder encoder) {
    byte[] padded = new byte[before + bytes.length];
    System.arraycopy(bytes, 0, padded, before, bytes.length);
    String text = encoder.withoutPadding().encodeToString(padded);
    int first = (before * 8 + 5) / 6;
    int end = padded.length * 8 / 6;
    return new Form(text.substring(first, end), before > 0, padded.length % 3 > 0);
  }

  /** Without what may be left out between its characters, see {@link Walk}. */
  private static String plain(String text) {
    StringBuilder plain = new StringBuilder();
    for (int at = 0; at < text.length(); ) {
      char c = text.charAt(at);
      if (Letters.isBreak(c)) {
        at = blanksAndBreaks(text, at);
      } else {
        if (!Letters.isControl(c)) {
          plain.append(c);
        }
        at++;
      }
    }
    return plain.toString().strip();
  }

  private static int blanksAndBreaks(String text, int from) {
    int at = from;
    while (at < text.length()
        && (Letters.isBreak(text.charAt(at)) || Letters.isBlank(text.charAt(at)))) {
      at++;
    }
    return at;
  }
}
