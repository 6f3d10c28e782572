package io.slipway.starter.config;

import java.io.StringReader;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
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
      throw faults.alone(Place.NOWHERE, "it is not usable YAML: " + e.getMessage(), "Simplify it.");
    }
  }

  private static int length(String text) {
    return text.codePointCount(0, text.length());
  }

  private static FileFaultsException syntax(MarkedYAMLException e, String text, Faults faults) {
    @Nullable Mark mark = e.getProblemMark() == null ? e.getContextMark() : e.getProblemMark();
    Place place = mark == null ? Place.NOWHERE : Place.of(mark);
    String problem = e.getProblem() == null ? "it cannot be parsed" : e.getProblem();
    boolean tab = problem.contains("TAB") || indentedByTab(text, place);
    if (tab) {
      return faults.alone(
          place, "it is not valid YAML: a tab is used to indent", "Indent with spaces.");
    }
    boolean manyDocuments = problem.contains("another document");
    return faults.alone(
        place,
        "it is not valid YAML: "
            + TextRules.quoted(problem.toLowerCase(Locale.ROOT)).replaceAll("^'|'$", ""),
        manyDocuments
            ? "Keep one document in the file."
            : "Look at indentation, colons, brackets and quotes there and just before.");
  }

  private static boolean indentedByTab(String text, Place place) {
    return text.lines()
        .skip(Math.max(0, place.line() - 1L))
        .findFirst()
        .orElse("")
        .startsWith("\t");
  }
}
