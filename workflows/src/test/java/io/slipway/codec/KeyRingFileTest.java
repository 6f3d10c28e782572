package io.slipway.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyRingFileTest {
  private static final String KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

  @TempDir Path folder;

  @Test
  void opens_what_its_owner_alone_can_read() throws IOException {
    Path file = file("rw-------");

    KeyRing ring = KeyRings.ofFiles().open("file:" + file);

    assertEquals("new", ring.active().id());
    assertEquals("file:" + file, ring.source());
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-r-----", "rw----r--", "rw--w----", "rw-----w-"})
  void refuses_what_others_can_use(String permissions) throws IOException {
    Path file = file(permissions);

    assertEquals(
        "file:%s: tried to read payload keys, but others may use the file (%s). Run: chmod 600 %s"
            .formatted(file, permissions, file),
        refused("file:" + file));
  }

  @Test
  void says_what_is_missing_and_repeats_nothing_that_may_be_a_key() {
    assertTrue(refused("file:/nowhere/keys").contains("there is no such file"));
    assertFalse(refused("new " + KEY).contains(KEY.substring(0, 8)));
  }

  private Path file(String permissions) throws IOException {
    Path file = folder.resolve("keys");
    Files.writeString(file, "new " + KEY + "\n");
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
  }

  private static String refused(String reference) {
    return String.valueOf(
        assertThrows(IllegalArgumentException.class, () -> KeyRings.ofFiles().open(reference))
            .getMessage());
  }
}
