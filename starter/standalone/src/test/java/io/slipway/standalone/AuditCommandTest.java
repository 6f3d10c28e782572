package io.slipway.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.slipway.audit.Trail;
import io.slipway.testbench.TemporaryFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class AuditCommandTest {
  private final TemporaryFolder folder = new TemporaryFolder("audit");
  private final Path file = folder.path().resolve("audit.jsonl");
  private final StringWriter out = new StringWriter();

  @BeforeEach
  void write() {
    Trail.open(Map.of(Trail.FILE, "file:" + file), InstantSource.system(), UnaryOperator.identity())
        .close();
  }

  @AfterEach
  void close() {
    folder.close();
  }

  private int run(String... arguments) {
    var command = Main.commandLine(Map.of(), folder.path());
    command.setOut(new PrintWriter(out));
    command.setErr(new PrintWriter(out));
    return command.execute(arguments);
  }

  @Test
  void tells_that_a_trail_is_sound_and_what_its_head_is() {
    assertEquals(0, run("audit", "verify", file.toString()));
    assertTrue(out.toString().contains("Sound: 3 lines, head 3:"), out::toString);
    String head = out.toString().strip().replaceFirst("(?s).*head ", "");
    assertEquals(0, run("audit", "verify", "--head", head, file.toString()));
  }

  @Test
  void names_the_line_that_was_changed() throws IOException {
    Files.writeString(file, Files.readString(file).replace("has started", "has strated"));

    assertEquals(1, run("audit", "verify", file.toString()));

    assertTrue(out.toString().contains("line 2 (number 2): It was changed"), out::toString);
    assertTrue(out.toString().contains("Broken, in 1 places of 3 lines."), out::toString);
  }

  @Test
  void finds_an_end_that_was_cut_off_by_the_head_that_was_seen() throws IOException {
    List<String> lines = Files.readAllLines(file);
    String hash = lines.getLast().replaceFirst(".*\"hash\":\"([0-9a-f]{64})\"}", "$1");
    Files.writeString(file, String.join("\n", lines.subList(0, 2)) + "\n");

    assertEquals(0, run("audit", "verify", file.toString()));
    assertEquals(1, run("audit", "verify", "--head", "3:" + hash, file.toString()));
    assertTrue(out.toString().contains("lines 3 to 3 are missing"), out::toString);
    assertEquals(2, run("audit", "verify", "--head", "nonsense", file.toString()));
  }

  @Test
  void shows_lines_for_people_and_for_machines() {
    assertEquals(0, run("audit", "show", file.toString()));
    assertTrue(out.toString().contains("worker-started  A worker has started."), out::toString);
    assertEquals(0, run("audit", "show", "--output", "json", file.toString()));
    assertTrue(
        out.toString().contains("{\"type\":\"audit_line\",\"entry\":{\"v\":1,"), out::toString);
    assertEquals(2, run("audit", "show", folder.path().resolve("none").toString()));
  }
}
