package io.slipway.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.slipway.testbench.Eventually;
import io.slipway.testbench.Launch;
import io.slipway.testbench.Program;
import io.slipway.testbench.TemporaryFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** One file, several workers, and what becomes of it when they die. */
final class SharedFileTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final TemporaryFolder folder = new TemporaryFolder("audit");
  private final Path file = folder.path().resolve("audit.jsonl");

  @AfterEach
  void close() {
    folder.close();
  }

  /** Writes notes until it is killed, or has written as many as it is told. */
  public static final class Scribe {
    private Scribe() {}

    public static void main(String[] arguments) {
      Trail trail = Notes.trail(Path.of(arguments[0]));
      int most = Integer.parseInt(arguments[2]);
      System.out.println("begun");
      for (int i = 0; i < most; i++) {
        trail.note(Notes.note(arguments[1] + i, "because ".repeat(20)));
      }
      System.out.println("done");
    }
  }

  private Program scribe(String name, int notes) {
    return Program.start(
        Launch.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("java.class.path"),
            Scribe.class.getName(),
            file.toString(),
            name,
            Integer.toString(notes)));
  }

  @Test
  void stays_sound_when_two_processes_write_and_one_is_killed() throws IOException {
    try (Program one = scribe("a", 1_000_000);
        Program other = scribe("b", 300)) {
      one.awaitOutput("begun", LIMIT);
      other.awaitOutput("begun", LIMIT);
      long begun = Files.size(file);
      Eventually.within(LIMIT, "more lines", () -> Notes.read(file).length() > begun + 20_000);
      one.kill();
      other.awaitOutput("done", LIMIT);
    }
    try (Trail trail = Notes.trail(file)) {
      trail.note(Notes.note("last", "why"));
    }

    TrailCheck.Report report = Notes.check(file);

    assertEquals(List.of(), report.faults());
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    assertTrue(report.last() > 300, report::toString);
  }

  @Test
  void marks_a_torn_line_and_never_overwrites_it() {
    Notes.fill(file, 3);
    String torn = "{\"v\":1,\"chain\":\"half a li";
    Notes.write(file, Notes.read(file) + torn);
    assertEquals(TrailCheck.Wrong.TORN, Notes.check(file).faults().getFirst().wrong());

    Notes.fill(file, 5);

    TrailCheck.Report report = Notes.check(file);
    assertEquals(List.of(), report.faults());
    assertTrue(report.notices().getFirst().startsWith("Line 7 of "), report::toString);
    assertTrue(Notes.read(file).contains("\n" + torn + "\n"));
    Notes.write(file, Notes.read(file).replace("half a li", "other li"));
    assertFalse(Notes.check(file).faults().isEmpty(), "the mark tells what was torn");
  }

  @Test
  void gives_a_whole_last_line_its_end() {
    Notes.fill(file, 3);
    Notes.write(file, Notes.read(file).stripTrailing());

    Notes.fill(file, 4);

    assertEquals(List.of(), Notes.check(file).faults());
    assertEquals(List.of(), Notes.check(file).notices());
  }

  @Test
  void writes_a_repeated_note_once_also_by_another_worker_and_behind_a_rotation()
      throws IOException {
    Notes.fill(file, 3);
    try (Trail again = Notes.trail(file)) {
      again.note(Notes.note("id-1", "reason 1"));
    }
    Files.move(file, new TrailFiles(file).closed(8));
    try (Trail again = Notes.trail(file)) {
      again.note(Notes.note("id-1", "reason 1"));
      again.note(Notes.note("id-9", "reason 9"));
    }

    try (Stream<Path> all = Files.list(folder.path())) {
      long told =
          all.filter(f -> f.getFileName().toString().startsWith("audit"))
              .map(Notes::read)
              .flatMap(String::lines)
              .filter(l -> l.contains("\"id\":\"id-1\""))
              .count();
      assertEquals(1, told);
    }
  }

  @Test
  void begins_a_new_file_that_names_the_end_of_the_old() throws IOException {
    try (Trail trail = Notes.trail(file, Trail.FILE, "file:" + file + "?size=2K")) {
      for (int i = 0; i < 20; i++) {
        trail.note(Notes.note("id-" + i, "why"));
      }
    }
    List<Path> all = new ArrayList<>(new TrailFiles(file).closed());
    assertTrue(all.size() > 2, all::toString);
    all.add(0, file);

    assertEquals(List.of(), Notes.check(all.toArray(Path[]::new)).faults());

    all.remove(2);
    TrailCheck.Report report = Notes.check(all.toArray(Path[]::new));
    assertEquals(TrailCheck.Wrong.MISSING, report.faults().getFirst().wrong());
  }

  @Test
  void escapes_what_could_break_lines_and_terminals_and_takes_secrets_out() {
    try (Trail trail =
        Trail.open(
            Map.of(Trail.FILE, "file:" + file),
            InstantSource.system(),
            text -> text.replace("hunter2", "[secret]"))) {
      trail.note(Notes.note("1", "a\nb\u001b[31m\u007f\u009b\u202e é hunter2"));
    }

    String text = Notes.read(file);
    assertEquals(List.of(), Notes.check(file).faults());
    assertTrue(text.chars().allMatch(c -> c == '\n' || (c >= ' ' && c <= '~')), text);
    assertTrue(text.contains("[secret]") && !text.contains("hunter2"), text);
  }
}
