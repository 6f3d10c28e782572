package io.slipway.codec;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;

/** A key ring in a file that nobody but its owner can read. */
final class KeyRingFile {
  static final String SCHEME = "file:";

  private static final Set<PosixFilePermission> OWNERS =
      EnumSet.of(
          PosixFilePermission.OWNER_READ,
          PosixFilePermission.OWNER_WRITE,
          PosixFilePermission.OWNER_EXECUTE);

  private KeyRingFile() {}

  static KeyRing open(String reference) {
    if (!reference.startsWith(SCHEME)) {
      // Not quoted: it may be the key itself.
      throw new IllegalArgumentException(
          "Tried to read payload keys, but what is set for them is no reference. Give one like"
              + " file:/path/of/key/ring.");
    }
    try {
      Path path = Path.of(reference.substring(SCHEME.length()));
      Set<PosixFilePermission> granted = Files.getPosixFilePermissions(path);
      if (!OWNERS.containsAll(granted)) {
        throw unusable(
            reference,
            "others may use the file (%s)".formatted(PosixFilePermissions.toString(granted)),
            "Run: chmod 600 " + path);
      }
      return KeyRingText.read(Files.readString(path), reference);
    } catch (NoSuchFileException e) {
      throw unusable(reference, "there is no such file", "Make one: slipway payload-keys new");
    } catch (IOException | InvalidPathException | UnsupportedOperationException e) {
      throw unusable(
          reference,
          "the file cannot be read (%s)".formatted(e.getClass().getSimpleName()),
          "Look at its path and owner.");
    }
  }

  private static IllegalArgumentException unusable(String reference, String reason, String remedy) {
    return new IllegalArgumentException(
        "%s: tried to read payload keys, but %s. %s".formatted(reference, reason, remedy));
  }
}
