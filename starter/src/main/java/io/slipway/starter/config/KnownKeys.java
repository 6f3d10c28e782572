package io.slipway.starter.config;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All keys of the file by section, to say of an unknown one what may have been meant. */
final class KnownKeys {
  /** Keys that the design has, and that this version does not know yet. */
  private static final List<String> PLANNED =
      List.of("freezes", "min_healthy", "inventory", "schedules");

  /** What people coming from other tools look for; which code goes live is said at each deploy. */
  private static final List<String> REVISIONS = List.of("branch", "revision", "ref", "tag");

  private final Map<String, List<String>> sections = new LinkedHashMap<>();

  /** What is said of a key. */
  record Said(String problem, String remedy) {}

  KnownKeys(Class<? extends Record> root) {
    collect(new Kind.Part(root), "");
  }

  private void collect(Kind kind, String path) {
    switch (kind) {
      case Kind.Part part ->
          part.entries()
              .forEach(
                  e -> {
                    sections.computeIfAbsent(e.name(), k -> new ArrayList<>()).add(path);
                    collect(e.kind(), path.isEmpty() ? e.name() : path + "." + e.name());
                  });
      case Kind.Names names -> collect(names.of(), path + ".<name>");
      case Kind.Items items -> collect(items.of(), path + "[]");
      case Kind.Text text -> {}
      case Kind.Whole whole -> {}
      case Kind.Flag flag -> {}
      case Kind.Choice choice -> {}
    }
  }

  /** What to say of a key that the section does not know; nothing when it does. */
  Optional<Said> unknown(Kind.Part part, String key) {
    List<String> keys = part.entries().stream().map(Entry::name).toList();
    return keys.contains(key) ? Optional.empty() : Optional.of(of(key, keys));
  }

  private Said of(String key, List<String> keys) {
    if (PLANNED.contains(key)) {
      return new Said("is not supported yet", "Remove it.");
    }
    if (REVISIONS.contains(key)) {
      return new Said("is not for the file to say", "Give it to each deploy: --revision main.");
    }
    return new Said("is not a known key", remedy(key, keys));
  }

  private String remedy(String key, List<String> keys) {
    List<String> elsewhere = sections.getOrDefault(key, List.of());
    if (!elsewhere.isEmpty()) {
      String where = elsewhere.getFirst();
      return "It belongs %s."
          .formatted(where.isEmpty() ? "at the top of the file" : "under " + where);
    }
    String all = "The keys here are: %s.".formatted(String.join(", ", keys));
    return Suggestion.nearest(key, keys).map("Did you mean %s?"::formatted).orElse(all);
  }

  /** Whether one of the keys that were given is most likely a misspelling of this one. */
  boolean misspelt(Kind.Part part, Entry entry, Collection<String> given) {
    List<String> keys = part.entries().stream().map(Entry::name).toList();
    return given.stream()
        .filter(key -> !keys.contains(key) && !sections.containsKey(key))
        .anyMatch(key -> Suggestion.nearest(key, keys).filter(entry.name()::equals).isPresent());
  }

  static String remedyForMissing(Entry entry) {
    String meaning = entry.key().value().replace("`", "");
    int end = meaning.indexOf(". ");
    return "Add it. " + (end < 0 ? meaning : meaning.substring(0, end + 1));
  }
}
