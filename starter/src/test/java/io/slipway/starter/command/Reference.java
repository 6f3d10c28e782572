package io.slipway.starter.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * A page of docs/reference in sections of second level. Tests compare what is generated with what
 * is there; with {@code -Dslipway.write=true} they write it instead.
 */
public final class Reference {
  private static final boolean WRITES = Boolean.getBoolean("slipway.write");

  private final Path page;

  private Reference(Path page) {
    this.page = page;
  }

  public static Reference page(String name) {
    String root = System.getProperty("slipway.repository");
    return new Reference(
        Path.of(Objects.requireNonNull(root, "slipway.repository"), "docs/reference", name));
  }

  public String text() {
    try {
      return Files.readString(page);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Heading to section with its heading; what comes before the first has no heading. */
  public Map<String, String> sections() {
    Map<String, String> sections = new LinkedHashMap<>();
    String heading = "";
    for (String part : text().split("(?m)^(?=## )")) {
      if (part.startsWith("## ")) {
        heading = part.substring(3, part.indexOf('\n')).strip();
      }
      sections.put(heading, part);
    }
    return sections;
  }

  /** Each of these sections stands on the page as it is. Other sections are others' business. */
  public void holds(Map<String, String> generated) {
    Map<String, String> sections = sections();
    if (WRITES) {
      generated.forEach((heading, text) -> sections.put(heading, text.stripTrailing() + "\n\n"));
      write(String.join("", sections.values()).stripTrailing() + "\n");
      return;
    }
    generated.forEach(
        (heading, text) ->
            assertEquals(
                text.strip(),
                sections.getOrDefault(heading, "").strip(),
                () ->
                    "%s: %s is out of date; run with -Dslipway.write=true"
                        .formatted(page, heading)));
  }

  private void write(String text) {
    try {
      Files.writeString(page, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
