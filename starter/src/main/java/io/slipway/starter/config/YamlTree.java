package io.slipway.starter.config;

import java.io.StringReader;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.CollectionEndEvent;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.reader.ReaderException;

/** Parses text to YAML nodes, each of which knows its place. Never makes objects of a tag. */
final class YamlTree {
  private static final int DEEPEST = 20;
  private static final int MOST_ALIASES = 50;

  private YamlTree() {}

  /** The one document of a file. */
  static Node of(String text, Faults faults) {
    LoaderOptions limits = new LoaderOptions();
    limits.setCodePointLimit(SourceText.MOST_BYTES);
    limits.setNestingDepthLimit(DEEPEST);
    limits.setMaxAliasesForCollections(MOST_ALIASES);
    try {
      Node root = new Yaml(limits).compose(new StringReader(text));
      if (root == null) {
        throw faults.alone(new Place(1, 1), "it is empty", "Write one with: slipway init.");
      }
      return root;
    } catch (MarkedYAMLException e) {
      throw syntax(e, text, faults);
    } catch (ReaderException e) {
      throw faults.alone(
          Place.in(text, text.offsetByCodePoints(0, Math.min(e.getPosition(), length(text)))),
          "it holds the control character U+%04X".formatted(e.getCodePoint()),
          "Remove it.");
    } catch (YAMLException e) {
      throw limits(e, text, faults);
    }
  }

  /** What the parser's limits refuse; it does not say where, so the events are counted again. */
  private static FileFaultsException limits(YAMLException e, String text, Faults faults) {
    int depth = 0;
    int aliases = 0;
    for (Event event : new Yaml().parse(new StringReader(text))) {
      depth += event instanceof CollectionStartEvent ? 1 : 0;
      depth -= event instanceof CollectionEndEvent ? 1 : 0;
      aliases += event instanceof AliasEvent ? 1 : 0;
      if (depth > DEEPEST || aliases > MOST_ALIASES) {
        return faults.alone(
            Place.of(event.getStartMark()),
            depth > DEEPEST
                ? "it is nested deeper than %d levels".formatted(DEEPEST)
                : "it holds more than %d aliases".formatted(MOST_ALIASES),
            "Write it out more simply.");
      }
    }
    return faults.alone(
        Place.NOWHERE, "it is not usable YAML: " + e.getMessage(), "Write it out more simply.");
  }

  private static int length(String text) {
    return text.codePointCount(0, text.length());
  }

  private static FileFaultsException syntax(MarkedYAMLException e, String text, Faults faults) {
    String problem = e.getProblem() == null ? "it cannot be parsed" : e.getProblem();
    Mark context = e.getContextMark();
    boolean plainLine = problem.contains("could not find expected ':'") && context != null;
    Mark mark = plainLine || e.getProblemMark() == null ? context : e.getProblemMark();
    Place place = mark == null ? Place.NOWHERE : Place.of(mark);
    if (problem.contains("TAB") || indentedByTab(text, place)) {
      return faults.alone(
          place, "it is not valid YAML: a tab is used to indent", "Indent with spaces.");
    }
    boolean begunBefore = context != null && context.getLine() + 1 < place.line();
    String begun = begunBefore ? " (begun in line %d)".formatted(context.getLine() + 1) : "";
    return faults.alone(
        place, "it is not valid YAML: " + TextRules.shortened(problem) + begun, remedy(problem));
  }

  private static String remedy(String problem) {
    if (problem.contains("another document")) {
      return "Keep one document in the file.";
    }
    return problem.contains("tag")
        ? "Remove the tag: plain values only."
        : "Look at indentation, colons, brackets and quotes there and just before.";
  }

  private static boolean indentedByTab(String text, Place place) {
    return text.lines()
        .skip(Math.max(0, place.line() - 1L))
        .findFirst()
        .orElse("")
        .startsWith("\t");
  }
}
