package io.slipway.audit;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.slipway.audit.AuditEntry.Content;
import io.slipway.audit.AuditEntry.Place;
import io.slipway.audit.TrailFiles.Tail;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Appends to a trail's file, to which other workers of this machine may append as well: under a
 * lock, behind the line that is the last one then, and on the disk when it returns. Nothing that
 * stands there is ever overwritten.
 */
final class TrailWriter implements Store {
  private static final Seal PLAIN = Seal.OPEN;

  // A file lock is held by the process, so that all threads of it need a lock of their own.
  private static final ConcurrentMap<Path, ReentrantLock> THREADS = new ConcurrentHashMap<>();

  private final TrailFiles files;
  private final FileSettings settings;
  private final InstantSource clock;
  private final String by;
  private final UnaryOperator<String> clean;
  private @Nullable Tail known;

  /**
   * @param by the worker, in its lines
   * @param clean takes secrets out of texts
   */
  TrailWriter(FileSettings settings, InstantSource clock, String by, UnaryOperator<String> clean) {
    this.files = new TrailFiles(settings.file().toAbsolutePath());
    this.settings = settings;
    this.clock = clock;
    this.by = by;
    this.clean = clean;
  }

  /** Returns its line's place; of the one that there is, when its id stands there already. */
  @Override
  public Head append(Content content) throws IOException {
    Files.createDirectories(files.current().getParent());
    ReentrantLock mine = THREADS.computeIfAbsent(files.current(), f -> new ReentrantLock());
    mine.lock();
    try (FileChannel channel = open(files.lock())) {
      FileLock held = channel.lock();
      try {
        return appendLocked(content);
      } finally {
        held.release();
      }
    } finally {
      mine.unlock();
    }
  }

  private Head appendLocked(Content content) throws IOException {
    Tail tail = tail();
    Long already = content.id() == null ? null : tail.ids().get(content.id());
    if (already != null) {
      return new Head(already, "");
    }
    if (tail.last() == null) {
      tail = begin(tail, null);
    } else if (tail.open() || !tail.torn().isEmpty()) {
      tail = mark(tail);
    }
    if (due(tail)) {
      tail = rotate(tail);
    }
    AuditLine line = write(content, tail.last(), "");
    known = after(tail, line);
    return new Head(line.entry().n(), line.hash());
  }

  private Tail tail() throws IOException {
    Tail last = known;
    if (!Files.exists(files.current())) {
      return new Tail(0, null, "", false, last == null ? Map.of() : last.ids());
    }
    return last != null && last.size() == Files.size(files.current())
        ? last
        : TrailFiles.tail(files.current());
  }

  /** The first line of a file names the last one of the file before. */
  private Tail begin(Tail empty, @Nullable AuditLine before) throws IOException {
    if (empty.size() > 0 && empty.torn().lines().count() > 1) {
      throw new AuditException(
          "audit: tried to append to %s, but it is no audit trail. Name another file."
              .formatted(files.current()));
    }
    Map<String, Long> ids = new LinkedHashMap<>(empty.ids());
    AuditLine previous = before;
    Optional<Path> closed = files.newestClosed();
    if (previous == null && closed.isPresent()) {
      Tail old = TrailFiles.tail(closed.get());
      previous = old.last();
      ids.putAll(old.ids());
    }
    String message =
        closed.isEmpty() || previous == null
            ? "The trail begins."
            : "Continues %s.".formatted(closed.get().getFileName());
    String torn = empty.torn().isEmpty() ? null : PLAIN.hash(empty.torn());
    AuditLine line =
        write(
            Content.own(AuditEntry.FILE_BEGUN, torn, message), previous, empty.open() ? "\n" : "");
    return after(new Tail(empty.size(), null, "", false, ids), line);
  }

  private Tail mark(Tail tail) throws IOException {
    AuditLine last = tail.last();
    if (tail.torn().isEmpty() && last != null) {
      // Only its end is missing: the line itself is whole.
      append("\n");
      return new Tail(Files.size(files.current()), last, "", false, tail.ids());
    }
    AuditLine line =
        write(
            Content.own(
                AuditEntry.LINE_TORN,
                PLAIN.hash(tail.torn()),
                "A worker ended while it wrote the line before, which has %d characters and is not whole."
                    .formatted(tail.torn().length())),
            last,
            tail.open() ? "\n" : "");
    return after(tail, line);
  }

  private boolean due(Tail tail) {
    AuditLine last = tail.last();
    return tail.size() >= settings.rotateAt()
        || (settings.daily()
            && last != null
            && !day(Instant.parse(last.entry().at())).equals(day(clock.instant())));
  }

  private static LocalDate day(Instant at) {
    return LocalDate.ofInstant(at, ZoneOffset.UTC);
  }

  private Tail rotate(Tail tail) throws IOException {
    AuditLine last = tail.last();
    long number = last == null ? 0 : last.entry().n();
    Files.move(files.current(), files.closed(number), StandardCopyOption.ATOMIC_MOVE);
    return begin(new Tail(0, null, "", false, tail.ids()), last);
  }

  private AuditLine write(Content content, @Nullable AuditLine previous, String before)
      throws IOException {
    Place place =
        new Place(
            previous == null ? newChain() : previous.entry().chain(),
            previous == null ? 1 : previous.entry().n() + 1,
            clock.instant().toString(),
            by,
            settings.seal().name(),
            previous == null ? AuditLine.NONE_BEFORE : previous.hash());
    AuditLine line = AuditLine.of(content.at(place, clean), settings.seal());
    append(before + line.text() + "\n");
    return line;
  }

  static String newChain() {
    byte[] bytes = new byte[8];
    ThreadLocalRandom.current().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  private void append(String text) throws IOException {
    try (FileChannel file = open(files.current())) {
      ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(US_ASCII));
      while (bytes.hasRemaining()) {
        int unused = file.write(bytes);
      }
      file.force(true);
    }
  }

  private Tail after(Tail tail, AuditLine line) throws IOException {
    Map<String, Long> ids = new LinkedHashMap<>(tail.ids());
    if (line.entry().id() != null) {
      ids.put(line.entry().id(), line.entry().n());
    }
    while (ids.size() > 500) {
      ids.remove(ids.keySet().iterator().next());
    }
    return new Tail(Files.size(files.current()), line, "", false, ids);
  }

  @Override
  public Reader reader() {
    return new TrailReader(files);
  }

  private static FileChannel open(Path file) throws IOException {
    return FileChannel.open(
        file,
        Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
  }
}
