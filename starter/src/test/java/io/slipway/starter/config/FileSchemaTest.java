package io.slipway.starter.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The schema and the reader agree, and the copy that is shipped is the schema. */
class FileSchemaTest {
  private static final Path COPY = Samples.REPOSITORY.resolve("docs/reference/slipway.schema.json");
  private static final JsonNode TREE = tree();
  private static final Schema SCHEMA =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(TREE);

  @Test
  void isShipped() throws IOException {
    if (Boolean.getBoolean("slipway.update")) {
      Files.writeString(COPY, FileSchema.text());
    }
    assertEquals(FileSchema.text(), Files.readString(COPY), "run with -Dslipway.update=true");
  }

  @Test
  void takesTheExamplesAndTheFirstFile() throws IOException {
    assertEquals(List.of(), refusals(Samples.text(Samples.MINIMAL)));
    assertEquals(List.of(), refusals(Samples.text(Samples.FULL)));
    FirstFile first =
        FirstFile.of(
            Path.of("/x/shop"), null, null, Optional.empty(), List.of(), null, Recipe.PLAIN);
    assertEquals(List.of(), refusals(first.text(Path.of("slipway.yml"))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a-list",
        "batches",
        "delivery",
        "durations",
        "health-of-two-kinds",
        "host-names",
        "hostile-repository",
        "key-at-the-wrong-place",
        "many-at-once",
        "missing-keys",
        "no-stages",
        "no-values",
        "not-supported-yet",
        "out-of-bounds",
        "paths",
        "quotes-needed",
        "root-directory",
        "ssh-settings",
        "steps",
        "unknown-key",
        "wrong-types"
      })
  void refusesWhatTheReaderRefuses(String faulty) throws IOException {
    String text = Files.readString(Path.of("src/test/resources/faulty", faulty + ".yml"));
    assertFalse(refusals(text).isEmpty());
    assertFalse(Samples.faults(text).isEmpty());
  }

  @Test
  void knowsTheSameKeysAsTheReader() {
    List<List<String>> sections = new ArrayList<>();
    collect(TREE, List.of(), sections);
    assertEquals(61, sections.size(), sections.toString());
    for (List<String> section : sections) {
      JsonNode properties = at(section).path("properties");
      assertTrue(!properties.isEmpty(), section.toString());
      properties
          .fieldNames()
          .forEachRemaining(
              key -> {
                assertFalse(unknown(section, key), section + " " + key);
                assertTrue(unknown(section, key + "_zzzzzzzz"), section + " " + key);
              });
    }
  }

  /** Whether the reader says that it does not know this key in this section. */
  private static boolean unknown(List<String> section, String key) {
    StringBuilder text = new StringBuilder();
    section.forEach(s -> text.append(s.equals("[]") ? "[" : "{" + s + ": "));
    text.append("{").append(key).append(": []}");
    section.reversed().forEach(s -> text.append(s.equals("[]") ? "]" : "}"));
    List<String> faults = Samples.faults(text.toString());
    return faults.stream().anyMatch(f -> f.endsWith(key + ": is not a known key"));
  }

  /** Paths of all sections; names of the user's are 'x', lists are '[]'. */
  private static void collect(JsonNode node, List<String> path, List<List<String>> found) {
    if (node.has("$ref")) {
      collect(TREE.at(node.get("$ref").textValue().substring(1)), path, found);
    } else if (node.has("anyOf")) {
      node.get("anyOf").forEach(choice -> collect(choice, path, found));
    } else if (node.path("type").asText().equals("array")) {
      collect(node.get("items"), longer(path, "[]"), found);
    } else if (node.path("additionalProperties").isObject()) {
      collect(node.get("additionalProperties"), longer(path, "x"), found);
    } else if (node.has("properties")) {
      found.add(path);
      node.get("properties")
          .properties()
          .forEach(p -> collect(p.getValue(), longer(path, p.getKey()), found));
    }
  }

  private static JsonNode at(List<String> section) {
    JsonNode node = TREE;
    for (String step : section) {
      node =
          switch (step) {
            case "[]" -> choice(node, "items").get("items");
            case "x" -> node.get("additionalProperties");
            default -> choice(node, "$ref").get("properties").get(step);
          };
    }
    return choice(node, "$ref");
  }

  /** Itself, or the one of several choices that has this key; without a reference. */
  private static JsonNode choice(JsonNode node, String key) {
    JsonNode chosen =
        node.has("anyOf")
            ? node.get("anyOf").valueStream().filter(c -> c.has(key)).findFirst().orElseThrow()
            : node;
    return chosen.has("$ref") ? TREE.at(chosen.get("$ref").textValue().substring(1)) : chosen;
  }

  private static List<String> longer(List<String> path, String step) {
    List<String> longer = new ArrayList<>(path);
    longer.add(step);
    return longer;
  }

  private static List<String> refusals(String yaml) throws IOException {
    return SCHEMA.validate(new YAMLMapper().readTree(yaml)).stream().map(Error::toString).toList();
  }

  private static JsonNode tree() {
    try {
      return new ObjectMapper().readTree(FileSchema.text());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
