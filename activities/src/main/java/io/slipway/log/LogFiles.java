package io.slipway.log;

import io.slipway.contract.RunKey;
import io.slipway.domain.HostName;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps logs in a folder: {@code <application>/<stage>/<run>/<host>/<step>/<begun>.log}, which has
 * the text, and {@code .pieces} beside it, which says where each piece of it is from. Nobody but
 * the worker's user may read them. A piece counts once the second file tells of it.
 */
final class LogFiles implements LogStore {
  private static final Logger logger = LoggerFactory.getLogger(LogFiles.class);

  private static final String TEXT = ".log";
  private static final String PIECES = ".pieces";
  private static final Duration BETWEEN_CLEANINGS = Duration.ofHours(1);
  private static final FileAttribute<Set<PosixFilePermission>> FOLDER =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
  private static final FileAttribute<Set<PosixFilePermission>> FILE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  private final Path root;
  private final Duration keep;
  private final InstantSource clock;
  private final String id;
  private Instant cleaned = Instant.EPOCH;

  private LogFiles(Path root, Duration keep, InstantSource clock, String id) {
    this.root = root;
    this.keep = keep;
    this.clock = clock;
    this.id = id;
  }

  /**
   * @param keep for how long runs are kept after the last word that was said in them
   * @throws IOException when the folder cannot be used
   */
  static LogFiles open(Path root, Duration keep, InstantSource clock) throws IOException {
    Files.createDirectories(root, FOLDER);
    Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwx------"));
    LogFiles files = new LogFiles(root, keep, clock, id(root.resolve("id")));
    files.clean();
    return files;
  }

  /** Workers that share a folder find the same one. */
  private static String id(Path file) throws IOException {
    Path fresh = Files.createTempFile(file.getParent(), "id-", "", FILE);
    try {
      Files.writeString(fresh, UUID.randomUUID().toString());
      Files.createLink(file, fresh);
    } catch (FileAlreadyExistsException another) {
      // It was made by an earlier worker, or by one that starts just now.
    } finally {
      Files.delete(fresh);
    }
    String id = Files.readString(file).strip();
    if (!id.matches("[0-9a-f-]{36}")) {
      throw new IOException("%s does not hold what a worker has written".formatted(file));
    }
    return id;
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public String words() {
    return root.toString();
  }

  @Override
  public long end(LogName name) throws IOException {
    return pieces(name, 0).stream().mapToLong(LogEntry::to).max().orElse(0);
  }

  @Override
  public void add(LogName name, long from, long to, String text) throws IOException {
    Path run = folder(name.run());
    if (Files.notExists(run)) {
      cleanNowAndThen();
    }
    Path texts = file(name, TEXT);
    Files.createDirectories(texts.getParent(), FOLDER);
    long size = pieces(name, 0).stream().mapToLong(LogEntry::size).sum();
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    write(texts, size, bytes);
    Path list = file(name, PIECES);
    long whole = Files.exists(list) ? wholeLines(list) : 0;
    String line = "%d %d %d %d\n".formatted(from, to, micros(), bytes.length);
    write(list, whole, line.getBytes(StandardCharsets.UTF_8));
  }

  /** What stands behind there was not finished by a worker that died. */
  private static void write(Path file, long at, byte[] bytes) throws IOException {
    if (Files.notExists(file)) {
      Files.createFile(file, FILE);
    }
    try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
      open.setLength(at);
      open.seek(at);
      open.write(bytes);
    }
  }

  private static long wholeLines(Path list) throws IOException {
    byte[] bytes = Files.readAllBytes(list);
    int end = bytes.length;
    while (end > 0 && bytes[end - 1] != '\n') {
      end--;
    }
    return end;
  }

  private long micros() {
    Instant now = clock.instant();
    return now.getEpochSecond() * 1_000_000 + now.getNano() / 1_000;
  }

  @Override
  public List<LogEntry> entries(RunKey run, List<HostName> hosts, @Nullable String step, long after)
      throws IOException {
    List<LogEntry> found = new ArrayList<>();
    for (Path host : folders(folder(run))) {
      HostName name = HostName.of(fileName(host));
      if (hosts.isEmpty() || hosts.contains(name)) {
        for (Path each : folders(host)) {
          if (step == null || step.equals(fileName(each))) {
            found.addAll(entries(run, name, each, after));
          }
        }
      }
    }
    return found;
  }

  private List<LogEntry> entries(RunKey run, HostName host, Path step, long after)
      throws IOException {
    List<LogEntry> found = new ArrayList<>();
    for (Path list : listed(step)) {
      String file = fileName(list);
      if (file.endsWith(PIECES) && changed(list) >= after) {
        String begun = file.substring(0, file.length() - PIECES.length());
        found.addAll(pieces(new LogName(run, host, fileName(step), begun), after));
      }
    }
    return found;
  }

  /** Not later than the last piece, whatever the file system's clock is like. */
  private static long changed(Path list) throws IOException {
    return Files.getLastModifiedTime(list).toInstant().plusSeconds(60).toEpochMilli() * 1_000;
  }

  private List<LogEntry> pieces(LogName name, long after) throws IOException {
    String text;
    try {
      text = Files.readString(file(name, PIECES));
    } catch (NoSuchFileException none) {
      return List.of();
    }
    return text.substring(0, text.lastIndexOf('\n') + 1)
        .lines()
        .map(line -> line.split(" "))
        .map(w -> new LogEntry(name, number(w[0]), number(w[1]), number(w[2]), number(w[3])))
        .filter(entry -> entry.at() > after)
        .toList();
  }

  private static long number(String word) {
    return Long.parseLong(word);
  }

  @Override
  public @Nullable String text(LogEntry entry) throws IOException {
    long at = 0;
    for (LogEntry each : pieces(entry.name(), 0)) {
      if (each.equals(entry)) {
        return read(file(entry.name(), TEXT), at, (int) entry.size());
      }
      at += each.size();
    }
    return null;
  }

  private static @Nullable String read(Path file, long at, int size) throws IOException {
    try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "r")) {
      byte[] bytes = new byte[size];
      open.seek(at);
      open.readFully(bytes);
      return new String(bytes, StandardCharsets.UTF_8);
    } catch (FileNotFoundException removed) {
      return null;
    }
  }

  private Path file(LogName name, String kind) {
    return folder(name.run())
        .resolve(name.host().value())
        .resolve(name.step())
        .resolve(name.begun() + kind);
  }

  private Path folder(RunKey run) {
    return root.resolve(run.application().value())
        .resolve(run.stage().value())
        .resolve("%s-%s".formatted(run.kind().name().toLowerCase(Locale.ROOT), run.id()));
  }

  private static String fileName(Path path) {
    return path.getFileName().toString();
  }

  private static List<Path> folders(Path of) throws IOException {
    return listed(of).stream().filter(Files::isDirectory).toList();
  }

  private static List<Path> listed(Path folder) throws IOException {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      List<Path> all = new ArrayList<>();
      entries.forEach(all::add);
      return all;
    } catch (NoSuchFileException none) {
      return List.of();
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
  }

  private synchronized void cleanNowAndThen() {
    if (clock.instant().isAfter(cleaned.plus(BETWEEN_CLEANINGS))) {
      try {
        clean();
      } catch (IOException | UncheckedIOException e) {
        // Another worker may be at it, too; what stays is removed the next time.
        logger.warn("Tried to remove old logs from {}, but {}", root, e.toString());
      }
    }
  }

  /** Removes runs in which nothing was said for long. */
  private synchronized void clean() throws IOException {
    cleaned = clock.instant();
    Instant oldest = cleaned.minus(keep);
    for (Path application : folders(root)) {
      for (Path stage : folders(application)) {
        for (Path run : folders(stage)) {
          if (lastChange(run).isBefore(oldest)) {
            remove(run);
            logger.info("Removed {}, in which nothing was said for {} days", run, keep.toDays());
          }
        }
      }
    }
  }

  private static Instant lastChange(Path run) throws IOException {
    try (Stream<Path> all = Files.walk(run)) {
      Instant last = Instant.EPOCH;
      for (Path each : (Iterable<Path>) all::iterator) {
        Instant changed = Files.getLastModifiedTime(each).toInstant();
        last = changed.isAfter(last) ? changed : last;
      }
      return last;
    }
  }

  private static void remove(Path run) throws IOException {
    List<Path> all;
    try (Stream<Path> walk = Files.walk(run)) {
      all = walk.toList();
    }
    for (Path each : all.reversed()) {
      Files.deleteIfExists(each);
    }
  }
}
