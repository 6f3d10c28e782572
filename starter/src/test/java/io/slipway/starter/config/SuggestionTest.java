package io.slipway.starter.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuggestionTest {
  private static final List<String> KEYS =
      List.of("keep_releases", "linked_dirs", "linked_files", "run", "on", "hosts");

  @ParameterizedTest
  @CsvSource({
    "keep_release, keep_releases",
    "keep-releases, keep_releases",
    "Linked_Dirs, linked_dirs",
    "linkd_file, linked_files",
    "urn, run",
    "host, hosts"
  })
  void findsTheNearest(String word, String nearest) {
    assertEquals(Optional.of(nearest), Suggestion.nearest(word, KEYS));
  }

  @Test
  void staysSilentWhenNothingIsNear() {
    assertEquals(Optional.empty(), Suggestion.nearest("colour", KEYS));
    assertEquals(Optional.empty(), Suggestion.nearest("x".repeat(100_000), KEYS));
  }

  @Test
  void countsSlips() {
    assertEquals(0, Suggestion.distance("host", "host"));
    assertEquals(1, Suggestion.distance("hots", "host"));
    assertEquals(1, Suggestion.distance("hst", "host"));
    assertEquals(4, Suggestion.distance("", "host"));
    assertEquals(3, Suggestion.distance("kitten", "sitting"));
  }
}
