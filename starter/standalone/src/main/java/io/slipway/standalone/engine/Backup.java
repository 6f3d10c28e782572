package io.slipway.standalone.engine;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.slipway.starter.output.ExitCode;
import io.slipway.starter.output.ProblemException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * What the local engine must not forget, as one file: its database and the audit trail. Written and
 * read back only while no server has the database open.
 */
final class Backup {
  private static final Set<PosixFilePermission> PRIVATE =
      PosixFilePermissions.fromString("rw-------");
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMddHHmmss").withZone(ZoneOffset.UTC);

  private final StateFolder folder;
  private final String database;

  /** The second is SQLite's, beside its database while it was not closed in order. */
  private final List<String> parts;

  private final InstantSource clock;

  Backup(StateFolder folder, InstantSource clock) {
    this.folder = folder;
    this.database = folder.database().getFileName().toString();
    this.parts = List.of(database, database + "-wal", folder.audit().getFileName().toString());
    this.clock = clock;
  }

  /**
   * Writes it, whole or not at all, readable by its owner alone.
   *
   * @throws ProblemException when there is nothing to keep, the file exists, or it cannot be
   *     written
   */
  void write(Path to) {
    if (Files.notExists(folder.database())) {
      throw refused(
          "Tried to back up the local engine, but there is no database in %s: nothing was ever run."
              .formatted(folder.path()));
    }
    Path fresh = to.resolveSibling(to.getFileName() + ".new");
    try {
      Files.deleteIfExists(fresh);
      Files.createFile(fresh, PosixFilePermissions.asFileAttribute(PRIVATE));
      zip(fresh);
      readBack(fresh);
      if (Files.exists(to)) {
        throw new FileAlreadyExistsException(to.toString());
      }
      Files.move(fresh, to, StandardCopyOption.ATOMIC_MOVE);
    } catch (FileAlreadyExistsException e) {
      delete(fresh);
      throw refused("%s exists already, and was left as it is. Name another file.".formatted(to));
    } catch (IOException e) {
      delete(fresh);
      throw failed("Tried to write %s, but it failed: %s".formatted(to, said(e)), e);
    }
  }

  private void zip(Path fresh) throws IOException {
    try (OutputStream out = Files.newOutputStream(fresh, StandardOpenOption.WRITE);
        ZipOutputStream zip = new ZipOutputStream(out, UTF_8)) {
      for (String part : parts) {
        Path file = folder.path().resolve(part);
        if (Files.exists(file)) {
          zip.putNextEntry(new ZipEntry(part));
          long unused = Files.copy(file, zip);
          zip.closeEntry();
        }
      }
    }
  }

  /** The sums of all parts are compared. */
  private static void readBack(Path file) throws IOException {
    try (ZipFile zip = new ZipFile(file.toFile(), UTF_8)) {
      for (ZipEntry part : zip.stream().toList()) {
        try (InputStream in = zip.getInputStream(part)) {
          long unused = in.transferTo(OutputStream.nullOutputStream());
        }
      }
    }
  }

  /**
   * Puts it in place. The audit trail stays where there is one: it tells more than an older one.
   *
   * @param replace whether a database that is there may be moved aside
   * @return where what was there is now; empty when nothing was
   * @throws ProblemException when the file is no backup, or a database is there and shall stay
   */
  List<Path> restore(Path from, boolean replace) {
    boolean there = Files.exists(folder.database());
    if (there && !replace) {
      throw refused(
          "There is a database in %s already, and it was left as it is. --replace moves it aside."
              .formatted(folder.path()));
    }
    Path fresh = folder.path().resolve("restoring");
    try {
      unzip(from, fresh);
      List<Path> aside = there ? moveAside() : List.of();
      for (String part : parts) {
        Path file = folder.path().resolve(part);
        if (Files.exists(fresh.resolve(part)) && Files.notExists(file)) {
          Files.move(fresh.resolve(part), file, StandardCopyOption.ATOMIC_MOVE);
        }
      }
      return aside;
    } catch (IOException e) {
      throw failed(
          "Tried to restore %s, but it failed: %s. It must be what slipway server backup has written."
              .formatted(from, said(e)),
          e);
    } finally {
      parts.forEach(part -> delete(fresh.resolve(part)));
      delete(fresh);
    }
  }

  private void unzip(Path from, Path to) throws IOException {
    try (ZipFile zip = new ZipFile(from.toFile(), UTF_8)) {
      if (zip.getEntry(database) == null) {
        throw new IOException("it holds no " + database);
      }
      Files.createDirectories(to);
      for (String part : parts) {
        ZipEntry entry = zip.getEntry(part);
        if (entry != null) {
          Files.deleteIfExists(to.resolve(part));
          Files.createFile(to.resolve(part), PosixFilePermissions.asFileAttribute(PRIVATE));
          try (InputStream in = zip.getInputStream(entry);
              OutputStream out = Files.newOutputStream(to.resolve(part))) {
            long unused = in.transferTo(out);
          }
        }
      }
    }
  }

  private List<Path> moveAside() throws IOException {
    Path aside = folder.path().resolve("replaced-" + STAMP.format(clock.instant()));
    Files.createDirectories(aside);
    List<Path> moved = new ArrayList<>();
    for (String part : List.of(database, database + "-wal", database + "-shm")) {
      Path file = folder.path().resolve(part);
      if (Files.exists(file)) {
        moved.add(Files.move(file, aside.resolve(part), StandardCopyOption.ATOMIC_MOVE));
      }
    }
    return moved;
  }

  /** What cannot be deleted is in nobody's way, and the next attempt tells of it. */
  private static void delete(Path file) {
    boolean unused = file.toFile().delete();
  }

  private static String said(IOException e) {
    return Stream.of(e.getMessage(), e.toString())
        .filter(text -> text != null)
        .findFirst()
        .orElseThrow();
  }

  private static ProblemException refused(String message) {
    return new ProblemException(ExitCode.REFUSED, message);
  }

  private static ProblemException failed(String message, IOException cause) {
    return new ProblemException(ExitCode.FAILED, message, cause);
  }
}
