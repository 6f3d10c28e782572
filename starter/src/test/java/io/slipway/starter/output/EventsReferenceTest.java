package io.slipway.starter.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.slipway.contract.EventType;
import io.slipway.contract.RunOutcome;
import io.slipway.starter.command.Reference;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** docs/reference/events.md tells of every line that may come, with each of its fields. */
final class EventsReferenceTest {
  private static final Pattern EXAMPLE = Pattern.compile("```json\n(.*?)\n```", Pattern.DOTALL);

  private final Reference page = Reference.page("events.md");

  @Test
  void there_is_a_sample_of_each_message() {
    Set<String> messages =
        new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("io.slipway.starter")
                .stream()
                .filter(c -> c.isAssignableTo(Message.class) && !c.isInterface())
                .map(JavaClass::getName)
                .collect(Collectors.toCollection(TreeSet::new));

    Set<String> samples =
        Samples.all().stream()
            .map(m -> m.getClass().getName())
            .collect(Collectors.toCollection(TreeSet::new));

    assertEquals(messages, samples);
  }

  @Test
  void each_message_has_its_section_and_example() {
    Map<String, String> sections = page.sections();
    Map<String, String> generated = new LinkedHashMap<>();
    for (Message sample : Samples.all()) {
      String heading = heading(sample);
      String section =
          sections.getOrDefault(heading, "## %s\n\n```json\n\n```\n".formatted(heading));
      Matcher example = EXAMPLE.matcher(section);
      assertTrue(example.find(), heading + " has no example");
      generated.put(
          heading,
          example.replaceFirst(Matcher.quoteReplacement("```json\n" + line(sample) + "\n```")));
    }
    page.holds(generated);
  }

  @Test
  void each_field_is_explained() throws Exception {
    for (Message sample : Samples.all()) {
      JsonNode line = new ObjectMapper().readTree(line(sample));
      for (RecordComponent component : sample.getClass().getRecordComponents()) {
        boolean hidden =
            sample
                .getClass()
                .getDeclaredField(component.getName())
                .isAnnotationPresent(JsonIgnore.class);
        assertEquals(!hidden, line.has(component.getName()), "sample lacks " + component);
      }
      explained(line, page.sections().getOrDefault(heading(sample), ""));
    }
  }

  /** Fields of nested objects are explained in the section or among the objects in common. */
  private void explained(JsonNode node, String section) {
    if (node.isArray()) {
      node.forEach(n -> explained(n, section));
    }
    node.fieldNames()
        .forEachRemaining(
            name -> {
              String common = page.sections().getOrDefault("Objects in common", "");
              assertTrue(
                  (section + common).contains("`" + name + "`"),
                  "`%s` is not explained in:%n%s".formatted(name, section));
              explained(node.get(name), section);
            });
  }

  @Test
  void each_event_and_outcome_is_listed() {
    String events = page.sections().getOrDefault("Events of a run", "");
    Arrays.stream(EventType.values())
        .map(t -> "| `%s` |".formatted(t.name().toLowerCase(Locale.ROOT)))
        .forEach(row -> assertTrue(events.contains(row), row));
    String result = page.sections().getOrDefault("result", "");
    Arrays.stream(RunOutcome.values())
        .map(o -> "`%s`".formatted(o))
        .forEach(word -> assertTrue(result.contains(word), word));
  }

  private static String heading(Message sample) {
    return sample instanceof EventLine ? "Events of a run" : sample.type();
  }

  private static String line(Message sample) {
    StringWriter text = new StringWriter();
    Output.json(new PrintWriter(text, true), Detail.PROGRESS).say(sample);
    return text.toString().strip();
  }
}
