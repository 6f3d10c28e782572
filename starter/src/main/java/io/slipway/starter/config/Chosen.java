package io.slipway.starter.config;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A value that counts for a stage, with the place where it was given. */
record Chosen<T>(T value, KeyPath path) {

  /** The items of a list that are not faulty, each with its place. */
  static <T> List<Chosen<T>> items(Chosen<List<@Nullable T>> list) {
    return IntStream.range(0, list.value().size())
        .filter(i -> list.value().get(i) != null)
        .mapToObj(
            i -> new Chosen<>(Objects.requireNonNull(list.value().get(i)), list.path().item(i)))
        .toList();
  }

  /** The same where one may be written without brackets, which has the list's place then. */
  static <T> List<Chosen<T>> oneOrMany(Chosen<List<@Nullable T>> list) {
    return list.value().size() == 1
        ? items(list).stream().map(one -> new Chosen<>(one.value(), list.path())).toList()
        : items(list);
  }

  /** The stage's own value, else the one at the top of the file. */
  static <T> Optional<Chosen<T>> of(
      @Nullable T own, @Nullable T general, KeyPath stage, String... keys) {
    if (own != null) {
      return Optional.of(new Chosen<>(own, stage.below(keys)));
    }
    return Optional.ofNullable(general).map(value -> new Chosen<>(value, KeyPath.of(keys)));
  }
}
