package io.slipway.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.slipway.domain.Balancer;
import io.slipway.domain.Channel;
import io.slipway.domain.HealthCheck;
import io.slipway.domain.Measure;
import io.slipway.domain.ReadThrough;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What histories and older programs hold must stay readable. For a new type run this test once with
 * {@code -Dslipway.record=true}: it writes the golden files that are missing, and never changes
 * one.
 */
final class WireFormatTest {
  private static final Path GOLDEN = Path.of("src/test/resources/wire");

  private static final List<Class<?>> CHOICES =
      List.of(
          Balancer.class,
          Channel.class,
          HealthCheck.class,
          Measure.class,
          Proof.class,
          ReadThrough.class);

  private final ObjectMapper mapper = WireFormat.mapper();

  /** All records of the contract, and those choices of the domain that are told apart by a name. */
  static Stream<Class<?>> types() {
    return Stream.concat(
        contract().filter(Class::isRecord),
        CHOICES.stream().flatMap(c -> Arrays.stream(c.getPermittedSubclasses())));
  }

  @ParameterizedTest
  @MethodSource("types")
  void reads_what_was_written_once(Class<?> type) throws IOException {
    JsonNode golden = golden(type.getSimpleName(), Samples.of(type));

    Object read = mapper.treeToValue(golden, read(type));

    assertWithin(golden, mapper.valueToTree(read), type.getSimpleName());
  }

  @ParameterizedTest
  @MethodSource("types")
  void still_writes_what_others_read(Class<?> type) throws IOException {
    JsonNode golden = golden(type.getSimpleName(), Samples.of(type));

    assertWithin(golden, mapper.valueToTree(Samples.of(type)), type.getSimpleName());
  }

  /** All but the one that holds another's JSON as it is. */
  static Stream<Class<?>> closed() {
    return types().filter(t -> !t.equals(Statement.class));
  }

  @ParameterizedTest
  @MethodSource("closed")
  void ignores_what_a_newer_writer_adds(Class<?> type) throws IOException {
    JsonNode golden = golden(type.getSimpleName(), Samples.of(type));
    JsonNode newer = golden.deepCopy();
    grow(newer);

    assertEquals(mapper.treeToValue(golden, read(type)), mapper.treeToValue(newer, read(type)));
  }

  @Test
  void keeps_the_names_of_all_choices() throws IOException {
    ObjectNode now = mapper.createObjectNode();
    contract()
        .filter(Class::isEnum)
        .forEach(
            type ->
                now.set(
                    type.getSimpleName(),
                    mapper.valueToTree(
                        Arrays.stream(type.getEnumConstants()).map(Object::toString).toList())));
    JsonNode golden = golden("enums", now);

    golden
        .properties()
        .forEach(
            entry ->
                entry
                    .getValue()
                    .forEach(
                        name ->
                            assertTrue(
                                Stream.of(now.path(entry.getKey()))
                                    .flatMap(n -> n.valueStream())
                                    .anyMatch(name::equals),
                                "%s lacks %s".formatted(entry.getKey(), name))));
    assertEquals(now.size(), golden.size(), "a new enum needs an entry in enums.json");
  }

  private JsonNode golden(String name, Object sample) throws IOException {
    Path file = GOLDEN.resolve(name + ".json");
    if (!Files.exists(file) && Boolean.getBoolean("slipway.record")) {
      Files.createDirectories(GOLDEN);
      Files.writeString(
          file, mapper.writerWithDefaultPrettyPrinter().writeValueAsString(sample) + "\n");
    }
    assertTrue(Files.exists(file), "no golden file " + file);
    return mapper.readTree(file.toFile());
  }

  /** Sealed types are read by their interface, as they cross the wire. */
  private static Class<?> read(Class<?> type) {
    return CHOICES.stream().filter(c -> c.isAssignableFrom(type)).findFirst().orElse(type);
  }

  private static void assertWithin(JsonNode golden, JsonNode now, String at) {
    if (golden.isObject()) {
      golden
          .properties()
          .forEach(e -> assertWithin(e.getValue(), now.path(e.getKey()), at + "." + e.getKey()));
    } else if (golden.isArray()) {
      assertEquals(golden.size(), now.size(), at);
      for (int i = 0; i < golden.size(); i++) {
        assertWithin(golden.get(i), now.path(i), at + "[" + i + "]");
      }
    } else if (golden.isIntegralNumber() && now.isIntegralNumber()) {
      assertEquals(golden.longValue(), now.longValue(), at);
    } else {
      assertEquals(golden, now, at);
    }
  }

  private static void grow(JsonNode node) {
    node.forEach(WireFormatTest::grow);
    if (node instanceof ObjectNode object) {
      object.put("addedByANewerVersion", 1);
    }
  }

  private static Stream<Class<?>> contract() {
    List<Class<?>> classes =
        new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("io.slipway.contract")
                .stream()
                .sorted(java.util.Comparator.comparing(JavaClass::getName))
                .<Class<?>>map(JavaClass::reflect)
                .filter(c -> c.getEnclosingClass() == null)
                .toList();
    return classes.stream();
  }
}
