package io.slipway.starter.config;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A value that counts for a stage, with the place where it was given. */
record Chosen<T>(T value, KeyPath path) {

  /** The stage's own value, else the one at the top of the file. */
  static <T> Optional<Chosen<T>> of(
      @Nullable T own, @Nullable T general, KeyPath stage, String... keys) {
    if (own != null) {
      return Optional.of(new Chosen<>(own, stage.below(keys)));
    }
    return Optional.ofNullable(general).map(value -> new Chosen<>(value, KeyPath.of(keys)));
  }
}
