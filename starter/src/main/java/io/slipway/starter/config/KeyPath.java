package io.slipway.starter.config;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Where something stands in the file's structure: {@code stages.production.hosts[2].name}. */
record KeyPath(List<String> segments) {
  static final KeyPath ROOT = new KeyPath(List.of());

  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_-]{1,80}|\\[[0-9]+\\]");

  KeyPath {
    segments = List.copyOf(segments);
  }

  static KeyPath of(String... keys) {
    return new KeyPath(List.of(keys));
  }

  KeyPath key(String name) {
    List<String> longer = new ArrayList<>(segments);
    longer.add(name);
    return new KeyPath(longer);
  }

  KeyPath below(String... names) {
    KeyPath path = this;
    for (String name : names) {
      path = path.key(name);
    }
    return path;
  }

  KeyPath item(int index) {
    return key("[%d]".formatted(index));
  }

  KeyPath parent() {
    return new KeyPath(segments.subList(0, segments.size() - 1));
  }

  /** Dotted, with odd names in quotes. */
  @Override
  public String toString() {
    StringBuilder dotted = new StringBuilder();
    for (String segment : segments) {
      boolean item = segment.startsWith("[") && PLAIN.matcher(segment).matches();
      dotted.append(dotted.isEmpty() || item ? "" : ".");
      dotted.append(PLAIN.matcher(segment).matches() ? segment : TextRules.quoted(segment));
    }
    return dotted.toString();
  }
}
