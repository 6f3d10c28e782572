package io.slipway.starter.config;

import io.slipway.domain.BatchSize;
import io.slipway.domain.Tolerance;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What stands behind a key; derived from the component's type and its annotation. */
sealed interface Kind {
  /** Types of components that are written as one text. */
  Set<Class<?>> TEXTS =
      Set.of(String.class, Duration.class, BatchSize.class, Tolerance.class, Double.class);

  /** A text of a form. */
  record Text(Form form) implements Kind {}

  /** A whole number in bounds. */
  record Whole(int least, int most) implements Kind {}

  /** True or false. */
  record Flag() implements Kind {}

  /** One of a few words. */
  record Choice(List<? extends Enum<?>> values) implements Kind {
    /** The word that the file has for a value. */
    static String word(Enum<?> value) {
      return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    List<String> words() {
      return values.stream().map(Choice::word).toList();
    }
  }

  /** A list. */
  record Items(Kind of, boolean oneOrMany) implements Kind {}

  /** A mapping from names of the user's to one kind. */
  record Names(Form form, Kind of) implements Kind {}

  /** A mapping from known keys. */
  record Part(Class<? extends Record> type) implements Kind {
    List<Entry> entries() {
      return Entry.of(type);
    }

    Section section() {
      Section section = type.getAnnotation(Section.class);
      if (section == null) {
        throw new IllegalStateException("%s is not a section".formatted(type));
      }
      return section;
    }
  }

  /** The kind of a component. */
  static Kind of(Type type, Key key) {
    if (type instanceof ParameterizedType generic) {
      Type[] arguments = generic.getActualTypeArguments();
      return generic.getRawType().equals(Map.class)
          ? new Names(key.names(), of(arguments[1], key))
          : new Items(of(arguments[0], key), key.oneOrMany());
    }
    Class<?> plain = (Class<?>) type;
    if (TEXTS.contains(plain)) {
      return new Text(key.form());
    }
    if (plain.isRecord()) {
      return new Part(plain.asSubclass(Record.class));
    }
    if (plain.isEnum()) {
      return new Choice(Arrays.stream(plain.getEnumConstants()).map(c -> (Enum<?>) c).toList());
    }
    if (plain == Integer.class) {
      return new Whole(key.least(), key.most());
    }
    if (plain == Boolean.class) {
      return new Flag();
    }
    throw new IllegalStateException("no key of the file can be a %s".formatted(plain));
  }
}
