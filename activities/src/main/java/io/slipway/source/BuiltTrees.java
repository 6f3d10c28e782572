package io.slipway.source;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.slipway.contract.FailureType;
import io.slipway.shell.Pulse;
import java.io.OutputStream;
import java.nio.file.Path;

/**
 * The worker's copies of what hosts have built, in the cache folder. Activities that ask for the
 * same one at the same time share one transfer.
 */
public final class BuiltTrees {
  /** Nothing that is fetched is larger; 4 GiB. */
  private static final long MOST = Intake.MOST;

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
    Path folder = cache.resolve("built-" + Shelf.sha256(stage.getBytes(UTF_8)).substring(0, 24));
    try {
      return lock.holding(
          folder,
          pulse,
          () -> Shelf.ofBuilt(folder.resolve("archives")).fetched(sha256, fetch::to));
    } catch (Shelf.BadSumException e) {
      throw new SourceException(
          FailureType.ARTIFACT_UNUSABLE,
          "fetch what was built",
          "%s, and not %s, as it had when it was packed".formatted(e.getMessage(), sha256),
          "Look at the disk of the host that has built it, and start the run again.",
          "");
    }
  }
}
