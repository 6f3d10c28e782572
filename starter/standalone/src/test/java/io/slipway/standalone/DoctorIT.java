package io.slipway.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.slipway.standalone.Installation.CommandEnd;
import io.slipway.testbench.Eventually;
import io.slipway.testbench.Fleet;
import io.slipway.testbench.FleetExtension;
import io.slipway.testbench.FreePorts;
import io.slipway.testbench.TemporalServer;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What doctor says of a sound installation, of a server without workers, and of none at all. */
class DoctorIT {
  private static final Duration LIMIT = Duration.ofMinutes(1);

  @RegisterExtension static final FleetExtension extension = FleetExtension.of(1);

  private final Fleet fleet = extension.get();
  private final Installation installation = Installation.on(fleet);

  @AfterEach
  void close() {
    installation.close();
  }

  @Test
  void a_sound_installation_is_told_from_one_without_workers_and_from_none() throws IOException {
    installation.describe(
        """
        application: app
        repository: /srv/git/app.git
        deploy_to: /srv/app
        """,
        "{batches: [1]}");

    CommandEnd sound =
        Eventually.get(
            LIMIT,
            "a worker that polls",
            () ->
                Optional.of(installation.slipway("doctor", "--output", "json"))
                    .filter(end -> end.code() == 0));
    Map<String, String> levels = levels(sound);
    // Such servers forget what ended yesterday.
    assertEquals("WARNING", levels.remove("namespace"), sound.output());
    assertEquals(List.of("OK"), levels.values().stream().distinct().toList(), sound.output());
    assertTrue(
        levels.keySet().containsAll(List.of("server", "workers for runs", "workers for hosts")),
        sound.output());

    try (TemporalServer idle = TemporalServer.start(List.of())) {
      CommandEnd workless =
          CommandEnd.ending(
              1, installation.slipwayAt(idle.address(), "doctor", "--output", "json"));
      levels = levels(workless);
      assertEquals("BAD", levels.get("workers for hosts"), workless.output());
      assertEquals("BAD", levels.get("search attributes"), workless.output());
      assertEquals("OK", levels.get("server"), workless.output());
    }

    CommandEnd alone =
        CommandEnd.ending(1, installation.slipwayAt("127.0.0.1:" + FreePorts.next(), "doctor"));
    assertTrue(alone.output().contains("Is it running, and are address"), alone.output());
  }

  private static Map<String, String> levels(CommandEnd end) throws IOException {
    Map<String, String> levels = new TreeMap<>();
    JsonNode told = new ObjectMapper().readTree(end.output().lines().toList().getLast());
    told.get("findings")
        .forEach(f -> levels.put(f.get("subject").asText(), f.get("level").asText()));
    return levels;
  }
}
