package io.slipway.starter.config;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** The keys of a YAML mapping, merges ({@code <<}) included; a key given twice is a fault. */
final class Mapping {
  private static final String MERGE = "<<";

  private final Faults faults;
  private final KeyPath path;
  private final Map<String, NodeTuple> own = new LinkedHashMap<>();
  private final Map<String, NodeTuple> merged = new LinkedHashMap<>();
  private final Set<Node> seen = Collections.newSetFromMap(new IdentityHashMap<>());

  private Mapping(Faults faults, KeyPath path) {
    this.faults = faults;
    this.path = path;
  }

  /** Key to key node and value node, in the order of the file. */
  static Map<String, NodeTuple> of(MappingNode node, KeyPath path, Faults faults) {
    Mapping mapping = new Mapping(faults, path);
    mapping.collect(node, mapping::own);
    mapping.merged.forEach(mapping.own::putIfAbsent);
    return mapping.own;
  }

  private void collect(MappingNode node, BiConsumer<ScalarNode, NodeTuple> into) {
    if (!seen.add(node)) {
      return;
    }
    List<Node> merges = new ArrayList<>();
    for (NodeTuple tuple : node.getValue()) {
      if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
        faults.add(
            Place.of(tuple.getKeyNode()), path, "a key is not a plain word", "Write key: value.");
      } else if (key.getValue().equals(MERGE)) {
        merges.add(tuple.getValueNode());
      } else {
        into.accept(key, tuple);
      }
    }
    merges.forEach(this::merge);
  }

  private void own(ScalarNode key, NodeTuple tuple) {
    NodeTuple first = own.putIfAbsent(key.getValue(), tuple);
    if (first != null) {
      faults.add(
          Place.of(key),
          path.key(key.getValue()),
          "is given twice, first in line %d".formatted(Place.of(first.getKeyNode()).line()),
          "Keep one of them.");
    }
  }

  private void merged(ScalarNode key, NodeTuple tuple) {
    merged.putIfAbsent(key.getValue(), tuple);
  }

  private void merge(Node value) {
    switch (value) {
      case MappingNode mapping -> collect(mapping, this::merged);
      case SequenceNode list -> list.getValue().forEach(this::merge);
      default ->
          faults.add(
              Place.of(value), path, "<< merges sections only", "Name the anchor of a section.");
    }
  }
}
