package io.slipway.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.slipway.domain.HostName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Logs in a folder. */
class LogFilesTest extends LogStoreContract {
  private static final LogName BUILD = name(HostName.of("web1"), "build", "1-1");

  @TempDir Path folder;

  @Override
  LogStore store() {
    return open(InstantSource.system());
  }

  private LogStore open(InstantSource clock) {
    try {
      return LogFiles.open(folder.resolve("logs"), Duration.ofDays(30), clock);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void nobody_else_may_read_them_and_they_are_plain_text() throws IOException {
    store().add(BUILD, 0, 4, "one\n");
    try (Stream<Path> all = Files.walk(folder.resolve("logs"))) {
      for (Path each : all.toList()) {
        assertEquals(
            Files.isDirectory(each) ? "rwx------" : "rw-------",
            PosixFilePermissions.toString(Files.getPosixFilePermissions(each)),
            each.toString());
      }
    }
    Path file = folder.resolve("logs/shop/production/deploy-20261124090000/web1/build/1-1.log");
    assertEquals("one\n", Files.readString(file));
  }

  @Test
  void what_a_worker_that_died_has_not_finished_does_not_count() throws IOException {
    LogStore store = store();
    store.add(BUILD, 0, 4, "one\n");
    Path step = folder.resolve("logs/shop/production/deploy-20261124090000/web1/build");
    append(step.resolve("1-1.log"), "tw");
    assertEquals("one\n", told(store));
    append(step.resolve("1-1.pieces"), "4 8 17");
    assertEquals("one\n", told(store));
    store.add(BUILD, 4, 8, "two\n");
    assertEquals("one\ntwo\n", told(store));
    assertEquals("one\ntwo\n", Files.readString(step.resolve("1-1.log")));
  }

  private static void append(Path file, String text) throws IOException {
    Files.writeString(file, text, UTF_8, StandardOpenOption.APPEND);
  }

  @Test
  void runs_in_which_nothing_was_said_for_long_are_removed() throws IOException {
    LogStore store = store();
    store.add(BUILD, 0, 4, "one\n");
    assertEquals("one\n", told(open(() -> Instant.now().plus(Duration.ofDays(29)))));
    assertEquals("", told(open(() -> Instant.now().plus(Duration.ofDays(31)))));
    assertTrue(Files.exists(folder.resolve("logs/id")));
    assertFalse(Files.exists(folder.resolve("logs/shop/production/deploy-20261124090000")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "logs",
        "s3://Bucket/x",
        "file:/logs?size=1G",
        "file:/logs?size=1K",
        "file:/logs?keep=0d",
        "file:/logs?days=3",
        "s3://bucket/prefix?keep=3d"
      })
  void what_makes_no_sense_is_refused_with_what_does(String place) {
    LogException refused =
        assertThrows(
            LogException.class,
            () -> Logbook.open(Map.of(Logbook.PLACE, place), InstantSource.system()));
    assertTrue(String.valueOf(refused.getMessage()).contains("s3://bucket/prefix"));
  }

  @Test
  void what_makes_sense_is_understood() {
    LogSettings bucket = LogSettings.parse("s3://my-bucket/a/b/?size=256K");
    assertEquals("my-bucket", bucket.bucket());
    assertEquals("a/b", bucket.prefix());
    assertEquals(256 << 10, bucket.size());
    LogSettings files = LogSettings.parse("file:/var/log/slipway?keep=7d");
    assertEquals(Path.of("/var/log/slipway"), files.folder());
    assertEquals(Duration.ofDays(7), files.keep());
    assertFalse(Logbook.open(Map.of(Logbook.PLACE, "off"), InstantSource.system()).keeps());
  }

  @Test
  void a_folder_that_cannot_be_used_is_no_reason_not_to_work_unless_it_was_named()
      throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "no folder");
    assertFalse(Logbook.openIn(file.resolve("x"), Map.of(), InstantSource.system()).keeps());
    Map<String, String> named = Map.of(Logbook.PLACE, "file:" + file.resolve("x"));
    assertThrows(
        LogException.class,
        () -> Logbook.openIn(folder.resolve("other"), named, InstantSource.system()));
  }
}
