package io.slipway.source;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Files of the worker itself. */
final class FolderDepot implements Depot {
  @Override
  public Download open(String place, @Nullable String token) {
    Path file = Path.of(place);
    try {
      if (Files.isDirectory(file)) {
        throw ArtifactFaults.unusable(
            place, "it is a directory of the worker", "Name a file in it.");
      }
      return new Download(Files.newInputStream(file), Files.size(file));
    } catch (NoSuchFileException e) {
      throw ArtifactFaults.missing(place, "the worker has no such file");
    } catch (AccessDeniedException e) {
      throw ArtifactFaults.unusable(
          place, "the worker may not read it", "Let the user read it as whom the worker runs.");
    } catch (IOException e) {
      throw ArtifactFaults.away(place, "the worker cannot read it: %s".formatted(e.getMessage()));
    }
  }
}
