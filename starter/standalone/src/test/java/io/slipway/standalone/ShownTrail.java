package io.slipway.standalone;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.slipway.standalone.Installation.CommandEnd;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** An audit trail as {@code slipway audit show} tells it. */
record ShownTrail(Installation installation, Path file) {

  Stream<String> lines() {
    return CommandEnd.ending(0, installation.alone("audit", "show", file.toString()))
        .output()
        .lines();
  }

  /** Some line has all of these parts. */
  void assertTold(String... parts) {
    List<String> lines = lines().toList();
    assertTrue(
        lines.stream().anyMatch(l -> Arrays.stream(parts).allMatch(l::contains)),
        () -> "no line has %s:%n%s".formatted(List.of(parts), String.join("\n", lines)));
  }
}
