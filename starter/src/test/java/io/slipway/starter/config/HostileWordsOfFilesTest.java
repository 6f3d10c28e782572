package io.slipway.starter.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.slipway.starter.output.Printable;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/**
 * What is told about a file stays in its line, and finds what was meant, whatever the words are.
 */
class HostileWordsOfFilesTest {

  @Property
  void everyFormTakesATextOrRefusesItInOneLine(@ForAll Form form, @ForAll String text) {
    try {
      assertEquals(form.parse(text), form.parse(text));
    } catch (IllegalArgumentException refused) {
      String message = String.valueOf(refused.getMessage());
      assertEquals(Printable.line(message), message);
      assertTrue(!form.mayHoldSecret() || text.length() < 4 || !message.contains(text), message);
    }
  }

  @Property
  void aPathInTheFileIsOneLine(@ForAll List<String> keys) {
    String path = new KeyPath(keys).toString();

    assertEquals(Printable.line(path), path);
  }

  @Property
  void aWordIsAsFarFromAnotherAsTheOtherFromIt(@ForAll String from, @ForAll String to) {
    int distance = Suggestion.distance(from, to);

    assertEquals(distance, Suggestion.distance(to, from));
    assertEquals(from.equals(to), distance == 0);
    assertTrue(distance <= Math.max(from.length(), to.length()));
  }
}
