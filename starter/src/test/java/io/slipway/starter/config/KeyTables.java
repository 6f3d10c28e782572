package io.slipway.starter.config;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The tables of docs/reference/slipway-yml.md, made from what the records say of themselves. */
final class KeyTables {
  private final Map<Kind.Part, List<String>> places = new LinkedHashMap<>();

  private KeyTables() {}

  static String markdown() {
    KeyTables tables = new KeyTables();
    tables.find();
    return tables.places.entrySet().stream()
        .map(e -> table(e.getKey(), e.getValue()))
        .collect(Collectors.joining("\n"));
  }

  /** All sections with all places that they may stand at, the outer ones first. */
  private void find() {
    Deque<Map.Entry<Kind, String>> left = new ArrayDeque<>();
    left.add(Map.entry(new Kind.Part(FileSpec.class), ""));
    while (!left.isEmpty()) {
      Map.Entry<Kind, String> next = left.remove();
      String path = next.getValue();
      switch (next.getKey()) {
        case Kind.Part part -> {
          places.computeIfAbsent(part, p -> new ArrayList<>()).add(path);
          part.entries()
              .forEach(
                  e ->
                      left.add(
                          Map.entry(e.kind(), (path + "." + e.name()).replaceAll("^\\.", ""))));
        }
        case Kind.Names names -> left.add(Map.entry(names.of(), path + ".NAME"));
        case Kind.Items items -> left.add(Map.entry(items.of(), path + "[]"));
        case Kind.Text text -> {}
        case Kind.Whole whole -> {}
        case Kind.Flag flag -> {}
        case Kind.Choice choice -> {}
      }
    }
  }

  private static String table(Kind.Part part, List<String> places) {
    String title =
        places.equals(List.of(""))
            ? "The top of the file"
            : places.stream().map("`%s`"::formatted).collect(Collectors.joining(", "));
    String rows = part.entries().stream().map(KeyTables::row).collect(Collectors.joining());
    return "## %s\n\n%s\n\n| Key | Value | Default | Meaning |\n| --- | --- | --- | --- |\n%s"
        .formatted(title, part.section().value(), rows);
  }

  private static String row(Entry entry) {
    String standard = entry.key().standard();
    return "| `%s`%s | %s | %s | %s |\n"
        .formatted(
            entry.name(),
            entry.key().required()
                ? entry.key().unless().isEmpty()
                    ? " (required)"
                    : " (required, unless `%s` is given)".formatted(entry.key().unless())
                : "",
            words(entry.kind()),
            standard.isEmpty() ? "" : "`%s`".formatted(standard),
            entry.key().value());
  }

  private static String words(Kind kind) {
    return switch (kind) {
      case Kind.Text text -> text.form().words();
      case Kind.Whole whole -> "%d to %d".formatted(whole.least(), whole.most());
      case Kind.Flag flag -> "`true` or `false`";
      case Kind.Choice choice ->
          choice.words().stream().map("`%s`"::formatted).collect(Collectors.joining(" or "));
      case Kind.Items items when items.oneOrMany() -> words(items.of()) + ", or a list";
      case Kind.Items items -> "list: " + words(items.of());
      case Kind.Names names when names.of() instanceof Kind.Part -> "names, each with a section";
      case Kind.Names names -> "names, each with a " + words(names.of());
      case Kind.Part part when part.section().shortForm().isEmpty() -> "section";
      case Kind.Part part -> "section, or its `%s`".formatted(part.section().shortForm());
    };
  }
}
