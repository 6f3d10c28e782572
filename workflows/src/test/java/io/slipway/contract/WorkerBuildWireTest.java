package io.slipway.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.slipway.domain.Step;
import io.slipway.domain.Steps;
import io.slipway.domain.WorkerCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What tells workers that one of them builds, and those of before that they must not. */
final class WorkerBuildWireTest {
  private static final Path GOLDEN = Path.of("src/test/resources/wire/steps/worker-build.json");

  private final ObjectMapper mapper = WireFormat.mapper();
  private final Steps steps =
      new Steps(Step.ofWorker(new WorkerCommand("assets", Duration.ofMinutes(20))), null, null);

  @Test
  void it_is_written_and_read_as_ever() throws IOException {
    assertEquals(mapper.readTree(GOLDEN.toFile()), mapper.valueToTree(steps));
    assertEquals(steps, mapper.readValue(GOLDEN.toFile(), Steps.class));
    assertEquals(new WorkerCommand("assets", Duration.ofMinutes(20)), steps.builder());
  }

  @Test
  void a_worker_of_before_has_one_host_fail_that_says_why() throws IOException {
    Step known =
        mapper
            .readTree(Files.readString(GOLDEN))
            .path("build")
            .traverse(mapper)
            .readValueAs(Step.class);
    Process sh = new ProcessBuilder("sh", "-c", known.run()).redirectErrorStream(true).start();
    String said = new String(sh.getInputStream().readAllBytes(), UTF_8);

    assertTrue(known.once());
    assertTrue(said.contains("upgrade all workers"), said);
    assertFalse(sh.onExit().join().exitValue() == 0);
  }

  @Test
  void steps_of_hosts_are_written_as_before() {
    Step step = new Step("make", null, null, true, Duration.ofMinutes(1));

    assertFalse(mapper.valueToTree(step).has("worker"));
    assertNull(step.workerCommand());
  }
}
