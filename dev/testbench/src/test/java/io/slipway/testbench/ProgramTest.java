package io.slipway.testbench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProgramTest {
  private static final Duration LIMIT = Duration.ofSeconds(20);

  @Test
  void returns_the_output_of_a_program_that_ends_well() {
    String output =
        Program.run(Launch.of("sh", "-c", "echo out; echo err >&2; echo $X").with("X", "3"), LIMIT);

    assertEquals("out\nerr\n3", output);
  }

  @Test
  void fails_with_the_output_of_a_program_that_ends_badly() {
    IllegalStateException error =
        assertThrows(
            IllegalStateException.class,
            () -> Program.run(Launch.of("sh", "-c", "echo why; exit 4"), LIMIT));

    assertTrue(error.toString().contains("exited with 4"), error.toString());
    assertTrue(error.toString().contains("why"), error.toString());
  }

  @Test
  void kills_a_program_so_that_nothing_of_it_runs_any_more() {
    try (Program program = Program.start(Launch.of("sh", "-c", "echo ready; exec sleep 60"))) {
      program.awaitOutput("ready", LIMIT);

      program.kill();

      assertFalse(program.isAlive());
      assertEquals(128 + 9, program.awaitExit(LIMIT));
    }
  }

  @Test
  void does_not_wait_for_words_that_a_dead_program_can_no_longer_say() {
    try (Program program = Program.start(Launch.of("sh", "-c", "echo bye"))) {
      AssertionError error =
          assertThrows(AssertionError.class, () -> program.awaitOutput("ready", LIMIT));

      assertTrue(error.toString().contains("ended without"), error.toString());
    }
  }

  @Test
  void starts_java_programs_on_the_class_path_of_the_test() {
    try (Program program = Program.start(Launch.java(Greeting.class.getName(), "ahoy"))) {
      assertEquals(0, program.awaitExit(LIMIT));
      assertEquals("ahoy", program.output());
    }
  }

  static final class Greeting {
    private Greeting() {}

    public static void main(String[] words) {
      System.out.println(words[0]);
    }
  }
}
