package io.slipway.standalone.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.slipway.starter.gateway.LocalEngine;
import io.slipway.testbench.Eventually;
import io.slipway.testbench.Launch;
import io.slipway.testbench.Program;
import io.slipway.testbench.Requirements;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackgroundEngineIT {
  private static final Duration SOON = Duration.ofSeconds(60);

  @TempDir Path folder;
  private final StringWriter notes = new StringWriter();
  private final List<ProcessMark> started = new ArrayList<>();

  /** Also what a failed test left. */
  @AfterEach
  void end_all_processes() {
    started.stream().flatMap(m -> m.find().stream()).forEach(ProcessHandle::destroyForcibly);
    Eventually.within(
        SOON, "the end of all", () -> started.stream().allMatch(m -> m.find().isEmpty()));
  }

  @Test
  void is_started_once_and_found_again_until_it_is_stopped() throws Exception {
    Requirements.temporal();
    BackgroundEngine engine = engine(Map.of());
    assertTrue(engine.running().isEmpty());
    assertFalse(engine.stop());

    LocalEngine.Address address = start(engine);
    EngineNote first = note(engine);
    assertTrue(address.durable());
    assertEquals(address, start(engine));
    assertEquals(first, note(engine));
    assertEquals(1, notes.toString().lines().count(), notes.toString());
    assertEquals(
        "rwx------",
        PosixFilePermissions.toString(Files.getPosixFilePermissions(engine.folder().path())));
    String namespace = temporal(address, "operator", "namespace", "describe", "-n", "default");
    assertTrue(namespace.contains("720h"), namespace);

    assertTrue(engine.stop());
    assertTrue(engine.running().isEmpty());
    assertTrue(started.stream().allMatch(m -> m.find().isEmpty()), "no process is left");
  }

  @Test
  void mends_what_is_killed_and_keeps_its_history() throws Exception {
    Requirements.temporal();
    BackgroundEngine engine = engine(Map.of());
    LocalEngine.Address address = start(engine);
    EngineNote first = note(engine);
    temporal(address, "workflow", "start", "--type", "None", "--task-queue", "none", "-w", "kept");

    kill(first.engine());
    assertEquals(address, start(engine), "the server is taken over");
    EngineNote second = note(engine);
    assertNotEquals(first.engine(), second.engine());
    assertEquals(first.server(), second.server());

    kill(server(second));
    Eventually.within(SOON, "another server", () -> !server(note(engine)).equals(server(second)));
    assertEquals(address, note(engine).address());
    Eventually.within(SOON, "its answer", () -> Ports.answers(port(address)));
    assertTrue(temporal(address, "workflow", "describe", "-w", "kept").contains("kept"));

    kill(note(engine).engine());
    kill(server(note(engine, false)));
    assertEquals(address, start(engine), "both are back, where they were");
    assertTrue(temporal(address, "workflow", "describe", "-w", "kept").contains("kept"));
    assertTrue(engine.stop());
  }

  @Test
  void rests_when_nobody_uses_it() throws Exception {
    Requirements.temporal();
    BackgroundEngine engine = engine(Map.of("SLIPWAY_ENGINE_REST", "1"));
    start(engine);
    Eventually.within(SOON, "rest", () -> started.stream().allMatch(m -> m.find().isEmpty()));
    assertTrue(engine.running().isEmpty());
    assertTrue(
        Files.readString(engine.folder().engineLog()).contains("Resting"), "it went by itself");
  }

  @Test
  void does_not_rest_as_long_as_there_is_a_schedule() throws Exception {
    Requirements.temporal();
    BackgroundEngine engine = engine(Map.of("SLIPWAY_ENGINE_REST", "1"));
    LocalEngine.Address address = start(engine);
    temporal(
        address,
        "schedule create --schedule-id watch --interval 1h --type None --task-queue none"
            .split(" "));
    String log = engine.folder().engineLog().toString();
    Eventually.within(
        SOON,
        "thoughts of resting",
        () -> Program.run(Launch.of("cat", log), SOON).contains("Staying: a schedule"));
    assertTrue(engine.running().isPresent());

    temporal(address, "schedule", "delete", "--schedule-id", "watch");

    Eventually.within(SOON, "rest", () -> started.stream().allMatch(m -> m.find().isEmpty()));
  }

  @Test
  void makes_do_without_the_temporal_program_and_says_so() throws Exception {
    BackgroundEngine engine =
        engine(Map.of("PATH", "/usr/bin:/bin", "SLIPWAY_TOOLS", folder.toString()));
    LocalEngine.Address address = start(engine);
    assertFalse(address.durable());
    assertTrue(notes.toString().contains("in memory only"), notes.toString());
    assertTrue(engine.stop());
  }

  @Test
  void encrypts_with_the_keys_that_are_set() throws Exception {
    Requirements.temporal();
    Path ring = folder.resolve("ring");
    Files.writeString(ring, "2026 AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=");
    Files.setPosixFilePermissions(ring, PosixFilePermissions.fromString("rw-------"));
    BackgroundEngine engine = engine(Map.of("SLIPWAY_PAYLOAD_KEYS", "file:" + ring));
    LocalEngine.Address address = start(engine);

    temporal(
        address, "workflow start --type Survey --task-queue slipway -w unread -i 7".split(" "));

    Eventually.within(
        SOON,
        "a failure in words that only the key reads",
        () ->
            temporal(address, "workflow", "show", "-w", "unread", "-o", "json")
                .contains("Encoded failure"));
    assertTrue(engine.stop());
  }

  private BackgroundEngine engine(Map<String, String> more) {
    Map<String, String> environment = new LinkedHashMap<>(System.getenv());
    environment.put("SLIPWAY_STATE", folder.resolve("state").toString());
    environment.putAll(more);
    return new BackgroundEngine(environment, Path.of(System.getProperty("user.home")));
  }

  private LocalEngine.Address start(BackgroundEngine engine) {
    LocalEngine.Address address = engine.start(new PrintWriter(notes, true));
    EngineNote unused = note(engine);
    return address;
  }

  /** What the engine notes now; its processes are remembered, to be ended. */
  private EngineNote note(BackgroundEngine engine) {
    return note(engine, true);
  }

  private EngineNote note(BackgroundEngine engine, boolean alive) {
    EngineNote note = (alive ? engine.note() : EngineNote.read(engine.folder())).orElseThrow();
    started.add(note.engine());
    if (note.server() != null) {
      started.add(note.server());
    }
    return note;
  }

  private static ProcessMark server(EngineNote note) {
    return Objects.requireNonNull(note.server(), "the server is a process of its own");
  }

  private static void kill(ProcessMark mark) {
    ProcessHandle process = mark.find().orElseThrow();
    process.destroyForcibly();
    Eventually.within(SOON, "the end of " + mark, () -> mark.find().isEmpty());
  }

  private static int port(LocalEngine.Address address) {
    return Integer.parseInt(address.target().substring(address.target().indexOf(':') + 1));
  }

  private static String temporal(LocalEngine.Address address, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Requirements.program("temporal", "temporal").toString());
    command.addAll(List.of(arguments));
    command.addAll(List.of("--address", address.target()));
    return Program.run(Launch.of(command), SOON);
  }
}
