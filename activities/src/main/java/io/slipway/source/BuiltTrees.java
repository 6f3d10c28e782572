package io.slipway.source;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.slipway.contract.FailureType;
import io.slipway.shell.Pulse;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The worker's copies of what hosts have built, and what it has built itself, in the cache folder.
 * Activities that ask for the same one at the same time share one transfer.
 */
public final class BuiltTrees {
  /** Nothing that is fetched is larger; 4 GiB. */
  private static final long MOST = Intake.MOST;

  /** Tells what was built last. */
  private static final String NOTE = "made";

  private static final Logger logger = LoggerFactory.getLogger(BuiltTrees.class);

  private final Path cache;
  private final FolderLock lock = new FolderLock();

  public BuiltTrees(Path cache) {
    this.cache = cache.toAbsolutePath();
  }

  /** Brings the archive from the host that has it. */
  @FunctionalInterface
  public interface Fetch {
    void to(OutputStream out);
  }

  /**
   * The archive with this checksum, which stays in the cache for at least an hour.
   *
   * @param stage whose hosts it is for; those of others neither wait for it nor have it removed
   * @param size of the archive, in bytes
   * @param fetch asked unless it is there already
   * @throws SourceException when it is too large, or not what it should be
   */
  public Archive archive(String stage, String sha256, long size, Pulse pulse, Fetch fetch) {
    if (size > MOST) {
      throw new SourceException(
          FailureType.ARTIFACT_UNUSABLE,
          "fetch what was built",
          "it has %,d bytes, packed, and %,d are the most".formatted(size, MOST),
          "Let the build remove what is not needed to run, or let each host build.",
          "");
    }
    Path folder = folder(stage);
    try {
      return lock.holding(folder, pulse, () -> shelf(folder).fetched(sha256, fetch::to));
    } catch (Shelf.BadSumException e) {
      throw new SourceException(
          FailureType.ARTIFACT_UNUSABLE,
          "fetch what was built",
          "%s, and not %s, as it had when it was packed".formatted(e.getMessage(), sha256),
          "Look at the disk of the host that has built it, and start the run again.",
          "");
    }
  }

  private Path folder(String stage) {
    return cache.resolve("built-" + Shelf.sha256(stage.getBytes(UTF_8)).substring(0, 24));
  }

  private static Shelf shelf(Path folder) {
    return Shelf.ofBuilt(folder.resolve("archives"));
  }

  /**
   * A new folder for a build.
   *
   * @param pulse beats while it is made, filled, packed and removed
   */
  public BuildFolder begin(Pulse pulse) {
    Path place = building();
    return lock.holding(place, pulse, () -> BuildFolder.in(place, pulse));
  }

  /** Removes what builds of workers have left that were killed; what it cannot remove is logged. */
  public void sweep() {
    Path place = building();
    if (Files.isDirectory(place)) {
      try {
        lock.holding(place, Pulse.NONE, () -> BuildFolder.left(place))
            .forEach(left -> Programs.remove(left, Pulse.NONE));
      } catch (UncheckedIOException e) {
        logger.warn("Tried to look for builds that were left in {}, but {}", place, e.toString());
      }
    }
  }

  private Path building() {
    return cache.resolve("building");
  }

  /**
   * What this worker has built last for a stage.
   *
   * @param build names it: no other build of the stage has the same name
   * @param maker the activity that had it built, whichever attempt
   * @param committedAt when the commit was made, in seconds since 1970; null where that is not
   *     known
   */
  public record Note(
      String build, String maker, String sha256, long size, @Nullable Long committedAt) {}

  /** What this worker has built last for the stage, if it still has it. */
  public Optional<Note> last(String stage, Pulse pulse) {
    Path folder = folder(stage);
    return lock.holding(
        folder, pulse, () -> read(folder.resolve(NOTE)).filter(n -> shelf(folder).has(n.sha256())));
  }

  private static Optional<Note> read(Path file) {
    try {
      List<String> lines = Files.exists(file) ? Files.readAllLines(file) : List.of();
      return lines.size() < 5
          ? Optional.empty()
          : Optional.of(
              new Note(
                  lines.get(0),
                  lines.get(1),
                  lines.get(2),
                  Long.parseLong(lines.get(3)),
                  lines.get(4).isEmpty() ? null : Long.valueOf(lines.get(4))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Takes in what this worker has built.
   *
   * @param packed stays where it is
   */
  public Note keep(
      String stage,
      String build,
      String maker,
      BuildFolder.Packed packed,
      @Nullable Long committedAt,
      Pulse pulse) {
    try {
      Path file = packed.file();
      long size = Files.size(file);
      Archive archive =
          archive(stage, packed.sha256(), size, pulse, out -> copy(file, new Beating(out, pulse)));
      Note note = new Note(build, maker, archive.sha256(), size, committedAt);
      Path folder = folder(stage);
      return lock.holding(
          folder,
          pulse,
          () -> {
            write(folder.resolve(NOTE), note);
            return note;
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(Path file, Note note) {
    Path fresh = file.resolveSibling(NOTE + ".new");
    try {
      Files.write(
          fresh,
          List.of(
              note.build(),
              note.maker(),
              note.sha256(),
              Long.toString(note.size()),
              note.committedAt() == null ? "" : note.committedAt().toString()));
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void copy(Path file, OutputStream out) {
    try {
      long unused = Files.copy(file, out);
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
