package io.slipway.starter.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What commands on hosts say reaches who watches, while they run and afterwards. */
final class LiveOutputTest {
  private CommandBench bench;
  private CountDownLatch migration;
  private CountDownLatch switching;

  @BeforeEach
  void open(@TempDir Path folder) {
    bench = CommandBench.started(folder);
    bench.writesFile(2, "batches: [1]");
    bench.fleet.says("db1", "migrate", "adding \u001b[31mcolumn\u001b[0m\nmigrated\n");
    bench.fleet.says("web1", "activate", "stopping\nstarted\n");
    migration = bench.fleet.gate("db1", "migrate");
    switching = bench.fleet.gate("web1", "activate");
  }

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  void in_words_on_request() {
    Running deploy = bench.begin("deploy", "production", "--revision", "v2", "--verbose");
    Running other = bench.begin("watch", "production");
    deploy.awaitSaid("  db1 migrate | adding column");
    assertFalse(deploy.hasSaid("migrated"));
    migration.countDown();
    deploy.awaitSaid("  web1 activate | stopping");
    switching.countDown();

    Ran ran = deploy.end().exits(0).says("  db1 migrate | migrated", "  web1 activate | started");
    assertEquals(1, ran.out().lines().filter(l -> l.contains("adding column")).count());
    assertEquals(1, ran.out().lines().filter(l -> l.contains("stopping")).count());
    other.end().hides("adding column");
  }

  @Test
  void as_messages_and_once_more_of_a_run_that_is_over() {
    Running deploy =
        bench.begin("deploy", "production", "--revision", "v2", "--output", "json", "-v");
    deploy.awaitSaid("adding column");
    migration.countDown();
    switching.countDown();
    List<JsonNode> lines = deploy.end().exits(0).lines();

    JsonNode output =
        lines.stream().filter(l -> l.get("type").asText().equals("output")).findFirst().get();
    assertEquals("db1", output.get("host").asText());
    assertEquals("migrate", output.get("step").asText());
    assertEquals("adding column", output.at("/lines/0").asText());
    String id = lines.getFirst().at("/key/id").asText();
    bench
        .run("watch", "production", "--run", id, "-v")
        .exits(0)
        .says("  db1 migrate | adding column", "  db1 migrate | migrated", "activate 1 host");
    bench.run("watch", "production", "--run", id).exits(0).says("activate 1 host").hides("column");
    JsonNode told =
        bench.run("watch", "production", "--run", id, "--output", "json").lines().stream()
            .filter(l -> l.get("type").asText().equals("migrated"))
            .findFirst()
            .get();
    assertTrue(told.get("output").asText().endsWith("column\nmigrated\n"), told.toString());
    bench.run("watch", "production", "--run", "20200101000000").exits(2).notes("slipway history");
  }
}
