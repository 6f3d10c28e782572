package io.slipway.source;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.slipway.contract.FailureType;
import io.slipway.domain.Revision;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * The archives of one repository, or of one artifact's versions, on the worker. Use under its lock.
 */
final class Shelf {
  private static final int KEPT = 10;
  private static final int BUILT_KEPT = 1;
  private static final Duration IN_USE = Duration.ofHours(1);

  private final Path folder;
  private final int most;

  Shelf(Path folder) {
    this(folder, KEPT);
  }

  /** Of what hosts have built, which is larger, and of no use for any other run. */
  static Shelf ofBuilt(Path folder) {
    return new Shelf(folder, BUILT_KEPT);
  }

  /**
   * @param most archives that stay although nobody uses them
   */
  private Shelf(Path folder, int most) {
    this.folder = folder;
    this.most = most;
  }

  /** Makes an archive's file, and the file of its sum. */
  @FunctionalInterface
  private interface Work {
    void make(Path file, Path sum) throws IOException;
  }

  /** Writes a tar archive, or one that is packed already. */
  @FunctionalInterface
  interface Maker {
    void write(OutputStream tar) throws IOException;
  }

  /** The archive of a commit's files; made once. */
  Archive archive(Mirror mirror, Revision revision, @Nullable String below, String at) {
    String name =
        below == null
            ? revision.value()
            : revision + "-" + sha256(below.getBytes(UTF_8)).substring(0, 12);
    return kept(
        name, at, below == null ? 0 : depth(below), tar -> make(mirror, revision, below, tar));
  }

  /** The archive of a name; made once. */
  Archive kept(String name, String at, int strip, Maker maker) {
    return kept(name, at, strip, (file, sum) -> make(maker, file, sum));
  }

  /**
   * The archive that is known by this sum; fetched once, packed as it is.
   *
   * @throws BadSumException when what came has another one
   */
  Archive fetched(String sha256, Maker maker) {
    return kept(sha256, "", 0, (file, sum) -> fetch(maker, sha256, file, sum));
  }

  /** Whether the archive that is known by this sum is here. */
  boolean has(String sha256) {
    return Files.exists(folder.resolve(sha256 + ".tar.gz"))
        && Files.exists(folder.resolve(sha256 + ".sha256"));
  }

  /** What came is not what was asked for. */
  static final class BadSumException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BadSumException(String sum) {
      super("what came has SHA-256 " + sum);
    }
  }

  private static void fetch(Maker maker, String sha256, Path file, Path sum) throws IOException {
    Path unfinished = file.resolveSibling("fetched.new");
    Folders.remove(unfinished);
    MessageDigest digest = digest();
    try (OutputStream out =
        new DigestOutputStream(
            Channels.newOutputStream(
                Files.newByteChannel(
                    unfinished,
                    Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                    PosixFilePermissions.asFileAttribute(
                        PosixFilePermissions.fromString("rw-------")))),
            digest)) {
      maker.write(out);
    }
    String found = HexFormat.of().formatHex(digest.digest());
    if (!found.equals(sha256)) {
      Folders.remove(unfinished);
      throw new BadSumException(found);
    }
    Files.writeString(sum, sha256);
    Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
  }

  private Archive kept(String name, String at, int strip, Work work) {
    Folders.make(folder);
    Path file = folder.resolve(name + ".tar.gz");
    Path sum = folder.resolve(name + ".sha256");
    try {
      if (!Files.exists(file) || !Files.exists(sum)) {
        prune();
        work.make(file, sum);
      }
      Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
      return new Archive(file, Files.readString(sum), at, strip);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static int depth(String path) {
    return path.split("/").length;
  }

  private static void make(Maker maker, Path file, Path sum) throws IOException {
    Path unfinished = file.resolveSibling(file.getFileName() + ".new");
    MessageDigest digest = digest();
    try (OutputStream packed =
        new GZIPOutputStream(new DigestOutputStream(Files.newOutputStream(unfinished), digest))) {
      maker.write(packed);
    }
    Files.writeString(sum, HexFormat.of().formatHex(digest.digest()));
    Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
  }

  private static void make(
      Mirror mirror, Revision revision, @Nullable String below, OutputStream tar) {
    List<String> command =
        new ArrayList<>(
            List.of("--git-dir=" + mirror.folder(), "archive", "--format=tar", revision.value()));
    if (below != null) {
      if (!mirror.isTree(revision, below)) {
        throw noDirectory(below, revision);
      }
      command.addAll(List.of("--", below));
    }
    Git.Answer unused = Mirror.sound(mirror.git().runInto(tar, command.toArray(String[]::new)));
  }

  private static SourceException noDirectory(String below, Revision revision) {
    return new SourceException(
        FailureType.REVISION_NOT_FOUND,
        "take directory %s of the repository".formatted(below),
        "commit %s has no such directory".formatted(revision.abbreviated()),
        "Check subdirectory: in slipway.yml, or deploy a commit that has it.",
        "");
  }

  /** Whoever has been told of an archive may still be sending it for a while. */
  private void prune() throws IOException {
    List<Path> newestFirst =
        Folders.filesEndingWith(folder, ".tar.gz").stream()
            .sorted(Comparator.comparing(Shelf::usedAt).reversed())
            .toList();
    Instant idle = Instant.now().minus(IN_USE);
    for (Path old : newestFirst.stream().skip(most - 1L).toList()) {
      if (usedAt(old).isBefore(idle)) {
        Files.deleteIfExists(old);
        Files.deleteIfExists(
            old.resolveSibling(old.getFileName().toString().replace(".tar.gz", ".sha256")));
      }
    }
  }

  private static Instant usedAt(Path file) {
    try {
      return Files.getLastModifiedTime(file).toInstant();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String sha256(byte[] bytes) {
    return HexFormat.of().formatHex(digest().digest(bytes));
  }

  static String sha256(Path file) throws IOException {
    MessageDigest digest = digest();
    try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
      in.transferTo(OutputStream.nullOutputStream());
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
