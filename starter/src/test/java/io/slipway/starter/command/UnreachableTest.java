package io.slipway.starter.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What commands say when nobody is there to do what they ask for. */
final class UnreachableTest {
  @TempDir Path folder;

  @Test
  void says_that_no_worker_answers() {
    try (CommandBench bench = new CommandBench(folder)) {
      bench.writesFile(1, "");

      bench
          .run("deploy", "production", "--revision", "v2")
          .exits(5)
          .notes(
              "No worker has answered yet.",
              "slipway worker",
              "No worker on task queue slipway of Temporal at " + bench.address);
    }
  }

  @Test
  void says_that_temporal_is_away() {
    String address = "127.0.0.1:" + CommandBench.freePort();
    try (CommandBench bench = new CommandBench(folder)) {
      bench.writesFile(1, "");

      Ran words =
          begin(bench, "status", "--address", address, "--file", bench.file.toString()).end();
      Ran json =
          begin(
                  bench,
                  "status",
                  "--address",
                  address,
                  "--output",
                  "json",
                  "--file",
                  bench.file.toString())
              .end();

      words.exits(5).notes("Tried to reach Temporal at " + address);
      assertEquals("error", json.exits(5).lastLine().get("type").asText());
      assertEquals(5, json.lastLine().get("exitCode").asInt());
    }
  }

  @Test
  void says_why_there_is_no_local_engine() {
    try (CommandBench bench = new CommandBench(folder)) {
      bench.writesFile(1, "");

      begin(bench, "status", "--file", bench.file.toString())
          .end()
          .exits(5)
          .notes("There is no engine here. Give --address.");
    }
  }

  private static Running begin(CommandBench bench, String... arguments) {
    return Running.begin(
        bench.surroundings(new CommandBench.NoEngine(), Map.of()), List.of(arguments));
  }
}
