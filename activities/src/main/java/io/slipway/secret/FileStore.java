package io.slipway.secret;

import io.slipway.domain.SecretRef;
import io.slipway.secret.SecretException.Obstacle;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;

/** Files of the worker, each of them one value. */
final class FileStore implements SecretStore {
  private final Path home;
  private final SecretPermissions permissions;

  FileStore(Path home, SecretPermissions permissions) {
    this.home = home;
    this.permissions = permissions;
  }

  @Override
  public SecretDocument read(SecretRef ref) {
    Path named = named(ref);
    if (!permissions.file(named)) { // before anything tells whether it is there
      throw denied(ref, named);
    }
    try {
      Path real = named.toRealPath();
      if (!permissions.file(real)) {
        throw denied(ref, real);
      }
      refuseUnfit(ref, real);
      try (InputStream in = Files.newInputStream(real, LinkOption.NOFOLLOW_LINKS)) {
        return Text.document(ref, in.readNBytes(Text.MOST + 1));
      }
    } catch (NoSuchFileException | NotDirectoryException e) {
      throw new SecretException(
          Obstacle.MISSING, ref, "the worker has no such file", "Put it there.");
    } catch (AccessDeniedException e) {
      throw new SecretException(
          Obstacle.DENIED,
          ref,
          "the worker's user may not read it",
          "Give the file to that user, with mode 0400.");
    } catch (IOException e) {
      throw new SecretException(
          Obstacle.AWAY,
          ref,
          "the file cannot be read (%s)".formatted(e.getClass().getSimpleName()),
          "Look at the worker's disk.");
    }
  }

  @Override
  public void giveBack(String lease) {}

  @Override
  public void close() {}

  private Path named(SecretRef ref) {
    try {
      Path path =
          ref.path().startsWith("~/") ? home.resolve(ref.path().substring(2)) : Path.of(ref.path());
      if (path.isAbsolute()) {
        return path.normalize();
      }
    } catch (InvalidPathException e) {
      // said below
    }
    throw new SecretException(
        Obstacle.MISUSED,
        ref,
        "this is no whole path of a file",
        "Write it from the root, such as file:/etc/shop/url.");
  }

  private static void refuseUnfit(SecretRef ref, Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new SecretException(
          Obstacle.MISUSED, ref, "it is not a plain file", "Name a file that holds the value.");
    }
    Set<PosixFilePermission> mode = Files.getPosixFilePermissions(file);
    if (mode.contains(PosixFilePermission.GROUP_WRITE)
        || mode.contains(PosixFilePermission.OTHERS_WRITE)) {
      throw new SecretException(
          Obstacle.MISUSED,
          ref,
          "others than its owner can write it, so nobody knows whose value it holds",
          "Run on the worker: chmod go-w " + file);
    }
  }

  private static SecretException denied(SecretRef ref, Path file) {
    Path folder = file.getParent();
    return new SecretException(
        Obstacle.DENIED,
        ref,
        "this worker gives out no files of that folder",
        "Allow it in the worker's environment: %s=%s"
            .formatted(SecretPermissions.FILES, folder == null ? file : folder));
  }
}
