package io.slipway.secret;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.slipway.domain.SecretRef;
import io.slipway.secret.SecretException.Obstacle;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileStoreTest extends SecretStoreContract {
  @TempDir Path folder;
  private Path allowed = Path.of("/nowhere");
  private FileStore store = new FileStore(Path.of("/nowhere"), SecretPermissions.all());

  @BeforeEach
  void open() throws IOException {
    allowed = Files.createDirectory(folder.resolve("allowed"));
    store =
        new FileStore(
            folder, SecretPermissions.of(Map.of("SLIPWAY_SECRETS_FILES", allowed + ",/proc/self")));
  }

  @Override
  SecretStore store() {
    return store;
  }

  @Override
  SecretRef put(String name, String value) {
    return write(allowed.resolve(name), value + "\n");
  }

  @Override
  SecretRef missing() {
    return SecretRef.parse("file:" + allowed.resolve("nothing"));
  }

  @Override
  SecretRef putOutOfReach(String value) {
    return write(folder.resolve("other"), value);
  }

  @Override
  Optional<SecretRef> away() {
    return Optional.of(SecretRef.parse("file:/proc/self/mem")); // reading it is an I/O error
  }

  @Override
  boolean versioned() {
    return false;
  }

  @Test
  void followsNoLinkOutOfWhatIsAllowed() throws IOException {
    Files.createSymbolicLink(allowed.resolve("link"), folder.resolve("other"));
    putOutOfReach("x");
    assertEquals(Obstacle.DENIED, refused(ref("link")).obstacle());
    assertEquals(Obstacle.DENIED, refused(ref("../other")).obstacle());
    assertEquals(Obstacle.DENIED, refused(ref("../not-there")).obstacle());
  }

  @Test
  void followsLinksWithinWhatIsAllowed() throws IOException {
    put("kept", "value");
    Files.createSymbolicLink(allowed.resolve("latest"), Path.of("kept"));
    assertEquals("value", value(ref("latest")));
  }

  @Test
  void refusesWhatOthersCanWrite() throws IOException {
    SecretRef ref = put("open", "value");
    Files.setPosixFilePermissions(
        allowed.resolve("open"), PosixFilePermissions.fromString("rw-r--r--"));
    assertEquals("value", value(ref));
    Files.setPosixFilePermissions(
        allowed.resolve("open"), PosixFilePermissions.fromString("rw-rw----"));
    SecretException refusal = refused(ref);
    assertEquals(Obstacle.MISUSED, refusal.obstacle());
    assertTrue(refusal.remedy().contains("chmod go-w"), refusal.remedy());
  }

  @Test
  void refusesWhatIsNoText() throws IOException {
    Files.write(allowed.resolve("raw"), new byte[] {(byte) 0xff, 0});
    assertEquals(Obstacle.MISUSED, refused(ref("raw")).obstacle());
    Files.write(allowed.resolve("big"), new byte[Text.MOST + 1]);
    assertEquals(Obstacle.MISUSED, refused(ref("big")).obstacle());
    assertEquals(Obstacle.MISUSED, refused(ref("")).obstacle());
    assertEquals(Obstacle.MISUSED, refused(SecretRef.parse("file:shop/url")).obstacle());
  }

  @Test
  void takesAwayOneLineBreakOnly() throws IOException {
    assertEquals("value\n", value(put("two", "value\n")));
    Files.writeString(allowed.resolve("none"), "value");
    assertEquals("value", value(ref("none")));
  }

  private SecretRef ref(String name) {
    return SecretRef.parse("file:" + allowed + "/" + name);
  }

  private static SecretRef write(Path file, String text) {
    try {
      Files.writeString(file, text);
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return SecretRef.parse("file:" + file);
  }
}
