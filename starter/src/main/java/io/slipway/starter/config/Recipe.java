package io.slipway.starter.config;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Objects;

/** What a first file says of directories, steps and health for a kind of application. */
public enum Recipe {
  /** Nothing but hints. */
  PLAIN,
  RAILS,
  NODE,
  JAVA,
  LARAVEL,
  DJANGO,
  STATIC,
  COMPOSE;

  /** What people call it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  @Override
  public String toString() {
    return word();
  }

  /** Keys of the top of a file, with comments, and with the placeholders of {@link FirstFile}. */
  String text() {
    String name = "/io/slipway/starter/recipes/%s.yml".formatted(word());
    try (InputStream text = Recipe.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(text, name).readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("tried to read " + name, e);
    }
  }
}
