package io.slipway.starter.config;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * Makes the file's records of YAML nodes. What is wrong is noted and left null, so that all else is
 * looked at too; an item of a list keeps its index.
 */
final class Binder {
  private static final Set<Tag> PLAIN_TAGS =
      Set.of(
          Tag.STR,
          Tag.INT,
          Tag.FLOAT,
          Tag.BOOL,
          Tag.NULL,
          Tag.TIMESTAMP,
          Tag.MERGE,
          Tag.SEQ,
          Tag.MAP);

  private final Faults faults;
  private final ScalarBinder scalars;
  private final KnownKeys known;

  Binder(Faults faults) {
    this(faults, FileSpec.class);
  }

  /**
   * @param root what the whole file is
   */
  Binder(Faults faults, Class<? extends Record> root) {
    this.faults = faults;
    this.scalars = new ScalarBinder(faults);
    this.known = new KnownKeys(root);
  }

  /** The whole file; null when it is no mapping at all. */
  @Nullable FileSpec file(Node root) {
    return whole(root, FileSpec.class);
  }

  /** The same of another kind of file. */
  <T extends Record> @Nullable T whole(Node root, Class<T> type) {
    faults.locate(KeyPath.ROOT, new Place(1, 1));
    return type.cast(value(new Kind.Part(type), root, KeyPath.ROOT));
  }

  private @Nullable Object value(Kind kind, Node node, KeyPath path) {
    if (!PLAIN_TAGS.contains(node.getTag())) {
      String tag = TextRules.quoted(node.getTag().getValue());
      faults.add(Place.of(node), path, "has the tag " + tag, "Remove the tag: plain values only.");
      return null;
    }
    return switch (kind) {
      case Kind.Part part -> part(part, node, path);
      case Kind.Names names when node instanceof MappingNode mapping -> names(names, mapping, path);
      case Kind.Items items when node instanceof SequenceNode list -> items(items, list, path);
      case Kind.Items items when items.oneOrMany() && mayBeOne(items.of(), node) ->
          one(value(items.of(), node, path));
      case Kind.Names names -> scalars.wrong(names, node, path);
      case Kind.Items items -> scalars.wrong(items, node, path);
      case Kind.Text text -> scalars.text(text, node, path);
      case Kind.Whole whole -> scalars.whole(whole, node, path);
      case Kind.Flag flag -> scalars.flag(flag, node, path);
      case Kind.Choice choice -> scalars.choice(choice, node, path);
    };
  }

  private static boolean mayBeOne(Kind item, Node node) {
    return node instanceof ScalarNode || (node instanceof MappingNode && item instanceof Kind.Part);
  }

  private static List<@Nullable Object> one(@Nullable Object item) {
    return Collections.singletonList(item);
  }

  private List<@Nullable Object> items(Kind.Items items, SequenceNode list, KeyPath path) {
    List<@Nullable Object> values = new ArrayList<>();
    for (Node node : list.getValue()) {
      KeyPath item = path.item(values.size());
      faults.locate(item, Place.of(node));
      values.add(value(items.of(), node, item));
    }
    return Collections.unmodifiableList(values);
  }

  private Map<String, @Nullable Object> names(Kind.Names names, MappingNode node, KeyPath path) {
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    Mapping.of(node, path, faults)
        .forEach(
            (name, tuple) -> {
              KeyPath at = located(path, name, tuple);
              if (scalars.name(names.form(), name, tuple.getKeyNode(), at)) {
                values.put(name, value(names.of(), tuple.getValueNode(), at));
              }
            });
    return Collections.unmodifiableMap(values);
  }

  private @Nullable Record part(Kind.Part part, Node node, KeyPath path) {
    if (node instanceof MappingNode mapping) {
      return record(part, mapping, path);
    }
    String shortForm = part.section().shortForm();
    if (shortForm.isEmpty() || !(node instanceof ScalarNode)) {
      scalars.wrong(part, node, path);
      return null;
    }
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    for (Entry entry : part.entries()) {
      if (entry.name().equals(shortForm)) {
        values.put(shortForm, value(entry.kind(), node, path));
      }
    }
    return made(part, values);
  }

  private Record record(Kind.Part part, MappingNode node, KeyPath path) {
    Map<String, NodeTuple> given = Mapping.of(node, path, faults);
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    for (Entry entry : part.entries()) {
      NodeTuple tuple = given.get(entry.name());
      if (tuple != null) {
        KeyPath at = located(path, entry.name(), tuple);
        values.put(entry.name(), value(entry.kind(), tuple.getValueNode(), at));
      } else if (entry.key().required()
          && !given.containsKey(entry.key().unless())
          && !known.misspelt(part, entry, given.keySet())) {
        faults.add(path.key(entry.name()), "is missing", KnownKeys.remedyForMissing(entry));
      }
    }
    given.forEach((key, tuple) -> unknown(part, key, tuple.getKeyNode(), path));
    exactlyOne(part, given, path);
    return made(part, values);
  }

  private void unknown(Kind.Part part, String key, Node node, KeyPath path) {
    known
        .unknown(part, key)
        .ifPresent(
            said -> faults.add(Place.of(node), path.key(key), said.problem(), said.remedy()));
  }

  private void exactlyOne(Kind.Part part, Map<String, NodeTuple> given, KeyPath path) {
    List<String> choices = List.of(part.section().exactlyOneOf());
    long count = choices.stream().filter(given::containsKey).count();
    if (!choices.isEmpty() && count != 1) {
      faults.add(
          path,
          count == 0 ? "says nothing to do" : "says more than one thing to do",
          "Give one of: %s.".formatted(String.join(", ", choices)));
    }
  }

  private KeyPath located(KeyPath path, String name, NodeTuple tuple) {
    Node value = tuple.getValueNode();
    KeyPath at = path.key(name);
    boolean scalar = value instanceof ScalarNode text && !text.getValue().isEmpty();
    faults.locate(at, Place.of(scalar ? value : tuple.getKeyNode()));
    return at;
  }

  private static Record made(Kind.Part part, Map<String, @Nullable Object> values) {
    Class<?>[] types =
        Arrays.stream(part.type().getRecordComponents())
            .map(RecordComponent::getType)
            .toArray(Class<?>[]::new);
    Object[] arguments = part.entries().stream().map(e -> values.get(e.name())).toArray();
    try {
      return part.type().getDeclaredConstructor(types).newInstance(arguments);
    } catch (NoSuchMethodException
        | InstantiationException
        | IllegalAccessException
        | InvocationTargetException e) {
      throw new IllegalStateException("%s is not a plain record".formatted(part.type()), e);
    }
  }
}
