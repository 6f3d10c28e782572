package io.slipway.starter.config;

import java.util.regex.Pattern;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * What a YAML node is to a reader of the file, by the core schema of YAML 1.2: {@code on} and
 * {@code yes} are text, as editors see it too.
 */
enum Written {
  TEXT("text"),
  NUMBER("a number"),
  FLAG("a yes-or-no value"),
  NOTHING("empty"),
  LIST("a list"),
  SECTION("a section of keys");

  private static final Pattern NUMBERS =
      Pattern.compile(
          "[-+]?(?:\\.[0-9]+|[0-9]+(?:\\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?|0o[0-7]+|0x[0-9a-fA-F]+"
              + "|[-+]?\\.(?:inf|Inf|INF)|\\.(?:nan|NaN|NAN)");
  private static final Pattern FLAGS = Pattern.compile("true|True|TRUE|false|False|FALSE");
  private static final Pattern NOTHINGS = Pattern.compile("~|null|Null|NULL|");

  private final String words;

  Written(String words) {
    this.words = words;
  }

  String words() {
    return words;
  }

  static Written of(Node node) {
    if (node instanceof MappingNode) {
      return SECTION;
    }
    if (node instanceof SequenceNode) {
      return LIST;
    }
    ScalarNode scalar = (ScalarNode) node;
    boolean plain =
        scalar.getScalarStyle() == ScalarStyle.PLAIN && !scalar.getTag().equals(Tag.STR);
    return plain ? ofPlain(scalar.getValue()) : TEXT;
  }

  /** What an unquoted text is read as. */
  static Written ofPlain(String text) {
    if (NOTHINGS.matcher(text).matches()) {
      return NOTHING;
    }
    if (FLAGS.matcher(text).matches()) {
      return FLAG;
    }
    return NUMBERS.matcher(text).matches() ? NUMBER : TEXT;
  }
}
