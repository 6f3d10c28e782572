package io.slipway.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.slipway.codec.KeyRing;
import io.slipway.codec.KeyRingText;
import io.slipway.codec.KeyRings;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PayloadKeysCommandTest {
  @TempDir Path folder;
  private final StringWriter out = new StringWriter();
  private Path ring;

  @BeforeEach
  void name() {
    ring = folder.resolve("ring");
  }

  @Test
  void prints_another_key_each_time() {
    assertEquals(0, run("new", "--id", "2026"));
    String first = out.toString();
    assertEquals("2026", KeyRingText.read(first, "output").active().id());
    out.getBuffer().setLength(0);
    assertEquals(0, run("new", "--id", "2026"));
    assertNotEquals(first, out.toString());
    out.getBuffer().setLength(0);
    assertEquals(0, run("new"));
    String today = KeyRingText.read(out.toString(), "output").active().id();
    assertTrue(today.matches("20[0-9]{2}-[0-9]{2}-[0-9]{2}"), today);
  }

  @Test
  void writes_a_ring_that_its_owner_alone_can_read() throws IOException {
    assertEquals(0, run("new", "--id", "a", "--output", ring.toString()));

    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(ring)));
    assertEquals("a", open().active().id());
    assertEquals("", out.toString());
    String before = Files.readString(ring);
    assertEquals(2, run("new", "--id", "b", "--output", ring.toString()));
    assertTrue(
        out.toString().contains("is there already. Add a key with --rotate."), out::toString);
    assertEquals(before, Files.readString(ring));
  }

  @Test
  void puts_a_new_key_before_the_old_ones() throws IOException {
    assertEquals(0, run("new", "--id", "a", "--output", ring.toString()));
    assertEquals(0, run("new", "--id", "b", "--output", ring.toString(), "--rotate"));

    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(ring)));
    assertEquals("b", open().active().id());
    assertTrue(open().byId("a").isPresent());
    String before = Files.readString(ring);
    assertEquals(2, run("new", "--id", "a", "--output", ring.toString(), "--rotate"));
    assertTrue(out.toString().contains("the key a is there twice"), out::toString);
    assertEquals(before, Files.readString(ring));
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(1, files.count(), "nothing else is left there");
    }
  }

  @Test
  void says_what_is_wrong_and_no_key() {
    assertEquals(2, run("new", "--id", "a b"));
    assertEquals(2, run("new", "--rotate"));
    assertEquals(2, run());
    Path nowhere = folder.resolve("none").resolve("ring");
    assertEquals(1, run("new", "--output", nowhere.toString()));
    assertEquals(1, run("new", "--output", nowhere.toString(), "--rotate"));
    assertTrue(out.toString().contains("tried to write a key ring, but"), out::toString);
  }

  private KeyRing open() {
    return KeyRings.ofFiles().open("file:" + ring);
  }

  private int run(String... arguments) {
    var command = Main.commandLine(Map.of(), folder);
    command.setOut(new PrintWriter(out));
    command.setErr(new PrintWriter(out));
    return command.execute(
        Stream.concat(Stream.of("payload-keys"), Stream.of(arguments)).toArray(String[]::new));
  }
}
