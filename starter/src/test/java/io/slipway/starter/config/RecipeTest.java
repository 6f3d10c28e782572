package io.slipway.starter.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.slipway.domain.Step;
import io.slipway.domain.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each recipe makes a file that is valid, and commands that a shell understands. */
final class RecipeTest {
  private static final Path FILE = Path.of("slipway.yml");

  @ParameterizedTest
  @EnumSource(Recipe.class)
  void makes_a_valid_file_with_commands_for_a_shell(Recipe recipe)
      throws IOException, InterruptedException {
    Target target = SlipwayFile.parse(FILE, text(recipe)).target(null, List.of(), List.of());

    for (Step step :
        Stream.of(target.steps().build(), target.steps().migrate(), target.steps().restart())
            .filter(Objects::nonNull)
            .toList()) {
      // A command of several lines goes on after one that fails, unless it says otherwise.
      assertTrue(!step.run().strip().contains("\n") || step.run().startsWith("set -e"), step.run());
      assertEquals(0, checked(step.run()), step.run());
    }
    if (recipe != Recipe.PLAIN) {
      assertNotNull(target.health(), recipe.word());
    }
  }

  @Test
  void the_guide_names_each() throws IOException {
    String guide = Files.readString(Path.of("../docs/guide/recipes.md"));

    for (Recipe recipe : Recipe.values()) {
      assertTrue(guide.contains("| `%s` |".formatted(recipe.word())), recipe.word());
    }
  }

  private static int checked(String command) throws IOException, InterruptedException {
    Process shell = new ProcessBuilder("sh", "-n", "-c", command).inheritIO().start();
    assertTrue(shell.waitFor(30, TimeUnit.SECONDS), command);
    return shell.exitValue();
  }

  private static String text(Recipe recipe) {
    return FirstFile.of(Path.of("/x/shop"), null, null, Optional.empty(), List.of(), null, recipe)
        .text(FILE);
  }
}
