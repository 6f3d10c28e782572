package io.slipway.source;

import io.slipway.contract.FailureType;
import io.slipway.shell.Pulse;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.GZIPOutputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A folder in which the worker builds once, for nobody else to look into. It is gone when it is
 * closed; what a worker that was killed has left is swept away by the next one.
 */
public final class BuildFolder implements AutoCloseable {
  private static final Logger logger = LoggerFactory.getLogger(BuildFolder.class);
  private static final String LOCK = "lock";
  private static final String PACKING = "pack what the worker has built";

  /** Those of this process: to open the lock of one of them, and close it, would give it up. */
  private static final Set<Path> own = ConcurrentHashMap.newKeySet();

  private final Path folder;
  private final FileChannel channel;
  private final Pulse pulse;

  private BuildFolder(Path folder, FileChannel channel, Pulse pulse) {
    this.folder = folder;
    this.channel = channel;
    this.pulse = pulse;
  }

  /** Makes one that is empty. Use under the place's lock, as long as nobody sees whose it is. */
  static BuildFolder in(Path place, Pulse pulse) {
    try {
      Path folder =
          Files.createTempDirectory(
              place,
              "build-",
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      own.add(folder);
      FileChannel channel = locked(folder);
      Files.createDirectory(folder.resolve("tree"));
      return new BuildFolder(folder, channel, pulse);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Held until the channel is closed or this process ends, however it does. */
  private static FileChannel locked(Path folder) throws IOException {
    FileChannel channel =
        FileChannel.open(folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    FileLock unused = channel.lock();
    return channel;
  }

  /**
   * Puts those aside that no worker of this machine works in any more, and tells all that are to be
   * removed. Use under the place's lock, and remove without it: that may take long.
   */
  static List<Path> left(Path place) {
    List<Path> left = new ArrayList<>();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(place, "{build,left}-*")) {
      for (Path each : all) {
        aside(each).ifPresent(left::add);
      }
    } catch (IOException e) {
      logger.warn("Tried to look for builds that were left in {}, but {}", place, e.toString());
    }
    return left;
  }

  private static Optional<Path> aside(Path folder) {
    String name = folder.getFileName().toString();
    try {
      if (name.startsWith("left-")) {
        return Optional.of(folder);
      }
      return own.contains(folder) || used(folder)
          ? Optional.empty()
          : Optional.of(Files.move(folder, folder.resolveSibling("left-" + name)));
    } catch (IOException e) {
      logger.warn("Tried to remove {}, in which a worker built, but {}", folder, e.toString());
      return Optional.empty();
    }
  }

  private static boolean used(Path folder) throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      FileLock lock = channel.tryLock();
      return lock == null;
    }
  }

  /** Where the release's files are. */
  public Path tree() {
    return folder.resolve("tree");
  }

  /**
   * Unpacks a release's files, and tells where they are.
   *
   * @throws SourceException when they cannot be unpacked
   */
  public Path fill(Parcel parcel) {
    for (Archive archive : parcel.archives()) {
      List<String> words =
          new ArrayList<>(List.of("tar", "-xzpof", archive.file().toString(), "-C"));
      words.add(place(archive.at()).toString());
      if (archive.strip() > 0) {
        words.add("--strip-components=" + archive.strip());
      }
      run(words, "unpack the source on the worker");
    }
    return tree();
  }

  /** A directory of the tree, which is made; no link may be on the way to it. */
  private Path place(String at) {
    Path place = tree();
    try {
      for (String part : at.isEmpty() ? new String[0] : at.split("/")) {
        place = place.resolve(part);
        if (Files.isSymbolicLink(place)) {
          throw refused("a link is on the way to submodule %s".formatted(at));
        }
        Files.createDirectories(place);
      }
      return place;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * What was packed.
   *
   * @param file a {@code tar.gz} in the folder
   * @param sha256 of it, in lower-case hexadecimal
   */
  public record Packed(Path file, String sha256) {}

  /**
   * Packs the tree as hosts get it: files, directories and links that stay inside, written by
   * nobody but their owner.
   *
   * @param own what hosts have themselves
   * @throws SourceException when anything in the tree may not go to hosts
   */
  public Packed pack(OwnFiles own) {
    Path plain = folder.resolve("plain.tar");
    Path packed = folder.resolve("packed.tar.gz");
    run(List.of("tar", "-cf", plain.toString(), "-C", tree().toString(), "."), PACKING);
    MessageDigest digest = Shelf.digest();
    try (OutputStream out =
        new GZIPOutputStream(
            new DigestOutputStream(Files.newOutputStream(packed), digest), 1 << 16)) {
      new Repacking(0, pulse).leaving(own).repack(plain, out, BuildFolder::refused);
      Files.delete(plain);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Packed(packed, HexFormat.of().formatHex(digest.digest()));
  }

  private void run(List<String> tar, String attempted) {
    Programs.Answer answer = new Programs(folder, pulse).run(tar);
    if (answer.status() != 0) {
      throw new SourceException(
          FailureType.ARTIFACT_UNUSABLE,
          attempted,
          "tar ended with status %d".formatted(answer.status()),
          "Look at its output, and whether the worker's cache folder has room.",
          answer.said());
    }
  }

  private static SourceException refused(String why) {
    return new SourceException(
        FailureType.ARTIFACT_UNUSABLE,
        PACKING,
        why,
        "Nothing of it was sent to any host. Have the build make it without that.",
        "");
  }

  @Override
  public void close() {
    Programs.remove(folder, pulse);
    try {
      channel.close();
    } catch (IOException e) {
      logger.warn("Tried to let go of {}, but {}", folder, e.toString());
    }
    own.remove(folder);
  }
}
