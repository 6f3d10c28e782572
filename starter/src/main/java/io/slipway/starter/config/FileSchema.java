package io.slipway.starter.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;

/**
 * The JSON Schema (draft 2020-12) of slipway.yml, generated from the records that the reader fills,
 * so that editors know the same keys as it does. What must fit together in a file, only the reader
 * can tell.
 */
public final class FileSchema {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final ObjectNode definitions = JSON.objectNode();

  private FileSchema() {}

  /** The schema as indented JSON, with a line feed at its end. */
  public static String text() {
    try {
      return new ObjectMapper()
              .enable(SerializationFeature.INDENT_OUTPUT)
              .writeValueAsString(new FileSchema().schema())
              .replace("\r\n", "\n")
          + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of plain values cannot fail to be written", e);
    }
  }

  private ObjectNode schema() {
    ObjectNode schema = JSON.objectNode();
    schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
    schema.put("$id", "urn:slipway:slipway.yml");
    schema.put("title", "slipway.yml");
    schema.setAll(section(new Kind.Part(FileSpec.class)));
    schema.set("$defs", definitions);
    return schema;
  }

  private ObjectNode section(Kind.Part part) {
    ObjectNode section = JSON.objectNode();
    section.put("description", part.section().value());
    section.put("type", "object");
    section.put("additionalProperties", false);
    ObjectNode properties = section.putObject("properties");
    ArrayNode required = JSON.arrayNode();
    for (Entry entry : part.entries()) {
      properties.set(entry.name(), described(entry));
      String unless = entry.key().unless();
      if (entry.key().required() && unless.isEmpty()) {
        required.add(entry.name());
      } else if (entry.key().required()) {
        for (String either : List.of(entry.name(), unless)) {
          section.withArray("oneOf").addObject().putArray("required").add(either);
        }
      }
    }
    if (!required.isEmpty()) {
      section.set("required", required);
    }
    for (String choice : part.section().exactlyOneOf()) {
      section.withArray("oneOf").addObject().putArray("required").add(choice);
    }
    return section;
  }

  private ObjectNode described(Entry entry) {
    ObjectNode property = JSON.objectNode();
    property.put("description", entry.key().value());
    property.setAll(of(entry.kind()));
    String standard = entry.key().standard();
    if (!standard.isEmpty()) {
      switch (entry.kind()) {
        case Kind.Whole whole -> property.put("default", Integer.parseInt(standard));
        case Kind.Flag flag -> property.put("default", Boolean.parseBoolean(standard));
        case Kind.Text text when text.form() == Form.DECIMAL ->
            property.put("default", Double.parseDouble(standard));
        case Kind.Text text -> property.put("default", standard);
        case Kind.Choice choice -> property.put("default", standard);
        case Kind.Items items -> throw noDefault(entry);
        case Kind.Names names -> throw noDefault(entry);
        case Kind.Part part -> throw noDefault(entry);
      }
    }
    return property;
  }

  private static IllegalStateException noDefault(Entry entry) {
    return new IllegalStateException("%s cannot have a default".formatted(entry.name()));
  }

  private ObjectNode of(Kind kind) {
    return switch (kind) {
      case Kind.Text text -> text(text.form());
      case Kind.Whole whole -> whole(whole);
      case Kind.Flag flag -> typed("boolean");
      case Kind.Choice choice -> {
        ObjectNode words = typed("string");
        choice.words().forEach(words.putArray("enum")::add);
        yield words;
      }
      case Kind.Items items when items.oneOrMany() -> either(of(items.of()), list(items));
      case Kind.Items items -> list(items);
      case Kind.Names names -> {
        ObjectNode map = typed("object");
        map.put("minProperties", 1);
        map.putObject("propertyNames").put("pattern", names.form().pattern());
        map.set("additionalProperties", of(names.of()));
        yield map;
      }
      case Kind.Part part -> reference(part);
    };
  }

  private static ObjectNode text(Form form) {
    if (form == Form.DECIMAL) {
      return typed("number");
    }
    ObjectNode text = typed("string");
    text.put("pattern", form.pattern());
    if (!form.countsHosts()) {
      return text;
    }
    ObjectNode hosts = typed("integer");
    hosts.put("minimum", form == Form.BATCH ? 1 : 0);
    hosts.put("maximum", 99_999);
    return either(hosts, text);
  }

  private static ObjectNode whole(Kind.Whole whole) {
    ObjectNode number = typed("integer");
    number.put("minimum", whole.least());
    if (whole.most() != Integer.MAX_VALUE) {
      number.put("maximum", whole.most());
    }
    return number;
  }

  private ObjectNode list(Kind.Items items) {
    ObjectNode list = typed("array");
    list.set("items", of(items.of()));
    return list;
  }

  /** Each section is described once, and named wherever it may stand. */
  private ObjectNode reference(Kind.Part part) {
    String name = part.type().getSimpleName().replaceAll("Spec$", "").toLowerCase(Locale.ROOT);
    if (!definitions.has(name)) {
      definitions.putObject(name);
      definitions.set(name, section(part));
    }
    ObjectNode reference = JSON.objectNode().put("$ref", "#/$defs/" + name);
    String shortForm = part.section().shortForm();
    return part.entries().stream()
        .filter(e -> e.name().equals(shortForm))
        .findFirst()
        .map(e -> either(of(e.kind()), reference))
        .orElse(reference);
  }

  private static ObjectNode either(ObjectNode one, ObjectNode other) {
    ObjectNode either = one.has("anyOf") ? one : JSON.objectNode();
    ArrayNode choices = either.withArray("anyOf");
    if (choices.isEmpty()) {
      choices.add(one);
    }
    choices.add(other);
    return either;
  }

  private static ObjectNode typed(String type) {
    return JSON.objectNode().put("type", type);
  }
}
