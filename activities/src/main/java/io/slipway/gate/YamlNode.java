package io.slipway.gate;

import io.slipway.domain.PlainText;
import io.slipway.domain.Spelling;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** A part of a YAML file that knows its line, and notes faults instead of giving up. */
record YamlNode(Node node, String what, List<String> faults) {
  private static final Pattern DURATION = Pattern.compile("(\\d{1,6})([smhd])");

  void fault(String why) {
    String fault = "line %d: %s %s".formatted(node.getStartMark().getLine() + 1, what, why);
    faults.add(PlainText.of(fault));
  }

  /** Its keys in their order; each of them once, and only those known. */
  Map<String, YamlNode> mapping(@Nullable List<String> known) {
    Map<String, YamlNode> found = new LinkedHashMap<>();
    if (!(node instanceof MappingNode mapping)) {
      fault("must be keys with values");
      return found;
    }
    for (NodeTuple each : mapping.getValue()) {
      String key = new YamlNode(each.getKeyNode(), "the key", faults).text();
      YamlNode value = new YamlNode(each.getValueNode(), "'%s'".formatted(key), faults);
      if (known != null && !known.contains(key)) {
        value.fault("is not a key here.%s".formatted(suggestion(key, known)));
      } else if (found.put(key, value) != null) {
        value.fault("is there twice");
      }
    }
    return found;
  }

  List<YamlNode> items() {
    List<YamlNode> found = new ArrayList<>();
    if (!(node instanceof SequenceNode sequence)) {
      fault("must be a list");
      return found;
    }
    for (Node each : sequence.getValue()) {
      found.add(new YamlNode(each, "an entry of " + what, faults));
    }
    return found;
  }

  List<String> texts() {
    return items().stream().map(YamlNode::text).filter(t -> !t.isEmpty()).toList();
  }

  String text() {
    if (node instanceof ScalarNode scalar && !scalar.getValue().isBlank()) {
      return scalar.getValue();
    }
    fault("must be a text");
    return "";
  }

  boolean truth() {
    String text = text();
    if (!text.equals("true") && !text.equals("false")) {
      fault("must be true or false");
    }
    return text.equals("true");
  }

  int number(int least, int most) {
    String text = text();
    int found = text.matches("\\d{1,6}") ? Integer.parseInt(text) : least - 1;
    if (found < least || found > most) {
      fault("must be a whole number from %d to %d".formatted(least, most));
      return least;
    }
    return found;
  }

  Duration duration(Duration least, Duration most) {
    Matcher parts = DURATION.matcher(text());
    if (parts.matches()) {
      long number = Long.parseLong(parts.group(1));
      Duration found =
          switch (parts.group(2)) {
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            default -> Duration.ofDays(number);
          };
      if (found.compareTo(least) >= 0 && found.compareTo(most) <= 0) {
        return found;
      }
    }
    fault(
        "must be a time such as 90s, 5m, 1h or 30d, from %s to %s".formatted(in(least), in(most)));
    return least;
  }

  private static String in(Duration time) {
    return time.toDays() > 0 ? time.toDays() + "d" : time.toSeconds() + "s";
  }

  private static String suggestion(String key, List<String> known) {
    return known.stream()
        .filter(k -> Spelling.distance(k, key) <= 2)
        .findFirst()
        .map(" Did you mean '%s'?"::formatted)
        .orElseGet(() -> " Known are: %s.".formatted(String.join(", ", known)));
  }
}
