package io.slipway.starter.config;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** A key that a section knows, with what the annotation says of it. */
record Entry(String name, Kind kind, Key key) {

  /** Kept, for a file may hold a section ten thousand times. */
  private static final ClassValue<List<Entry>> KNOWN =
      new ClassValue<>() {
        @Override
        protected List<Entry> computeValue(Class<?> section) {
          return Arrays.stream(section.getRecordComponents()).map(Entry::of).toList();
        }
      };

  /** The keys of a section, in the order of the record. */
  static List<Entry> of(Class<? extends Record> section) {
    return KNOWN.get(section);
  }

  private static Entry of(RecordComponent component) {
    Key key = component.getAnnotation(Key.class);
    if (key == null) {
      throw new IllegalStateException("%s is not described".formatted(component));
    }
    String name = key.name().isEmpty() ? named(component.getName()) : key.name();
    return new Entry(name, Kind.of(component.getGenericType(), key), key);
  }

  private static String named(String component) {
    return component.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
  }
}
