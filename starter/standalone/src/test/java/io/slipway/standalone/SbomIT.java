package io.slipway.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.slipway.testbench.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The list of parts that the distribution carries: whole, and under licences that fit. */
final class SbomIT {
  private static final Path TARGET = Checkout.path("starter/standalone/target");

  /** By SPDX's names. Of several licences one must be among these. */
  private static final Set<String> FITTING =
      Set.of(
          "Apache-2.0",
          "BSD-2-Clause",
          "BSD-3-Clause",
          "MIT",
          "MIT-0",
          "EPL-1.0",
          "EPL-2.0",
          "ISC",
          "CC0-1.0");

  private static List<JsonNode> components() throws IOException {
    assumeTrue(
        Files.exists(TARGET.resolve("sbom.json")),
        "Skipped: there is no sbom.json, which Maven makes only when it is not told to stay"
            + " offline.");
    return new ObjectMapper()
        .readTree(TARGET.resolve("sbom.json").toFile())
        .path("components")
        .valueStream()
        .toList();
  }

  @Test
  void lists_every_jar_of_the_distribution_and_nothing_else() throws IOException {
    Set<String> listed = new TreeSet<>();
    components()
        .forEach(
            c ->
                listed.add(
                    "%s-%s.jar".formatted(c.path("name").asText(), c.path("version").asText())));
    Set<String> there = new TreeSet<>();
    try (Stream<Path> files = Files.walk(TARGET.resolve("distribution"))) {
      files
          .map(f -> f.getFileName().toString())
          .filter(f -> f.endsWith(".jar") && !f.startsWith("slipway-standalone-"))
          .forEach(there::add);
    }

    assertFalse(there.isEmpty());
    assertEquals(there, listed);
  }

  @Test
  void every_part_of_others_has_a_licence_that_fits() throws IOException {
    List<String> unfit = new ArrayList<>();
    for (JsonNode part : components()) {
      if (!part.path("group").asText().equals("io.slipway")
          && licences(part).noneMatch(FITTING::contains)
          && !FITTING.contains(ownWord(part))) {
        unfit.add("%s: %s".formatted(part.path("name").asText(), part.path("licenses")));
      }
    }

    assertEquals(List.of(), unfit);
  }

  private static Stream<String> licences(JsonNode part) {
    return part.path("licenses").valueStream().map(l -> l.path("license").path("id").asText());
  }

  /**
   * What the jar itself names by SPDX's address: the list takes "The BSD License" for the one with
   * four clauses, also where the jar has three.
   */
  private static String ownWord(JsonNode part) throws IOException {
    String jar = "%s-%s.jar".formatted(part.path("name").asText(), part.path("version").asText());
    try (Stream<Path> files = Files.walk(TARGET.resolve("distribution"))) {
      Path file = files.filter(f -> f.endsWith(jar)).findFirst().orElseThrow();
      try (JarFile open = new JarFile(file.toFile())) {
        String licence =
            String.valueOf(open.getManifest().getMainAttributes().getValue("Bundle-License"));
        return licence.substring(licence.lastIndexOf('/') + 1);
      }
    }
  }
}
