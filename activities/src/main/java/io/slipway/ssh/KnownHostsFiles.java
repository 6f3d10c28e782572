package io.slipway.ssh;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.slipway.contract.FailureType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/** Reads known_hosts files, again when they have changed, and adds lines to them. */
final class KnownHostsFiles {
  private static final KnownHosts NONE = new KnownHosts(List.of());

  private final Map<Path, Reading> readings = new ConcurrentHashMap<>();

  /** The lock of a file is the whole process's, and lost as soon as any thread closes the file. */
  private static final ReentrantReadWriteLock access = new ReentrantReadWriteLock();

  /** What a file held, and how it looked then. */
  private record Reading(FileTime modified, long size, KnownHosts hosts) {}

  /** All lines of all files that are there. */
  KnownHosts read(List<Path> files) {
    List<KnownHost> lines = new ArrayList<>();
    files.forEach(file -> lines.addAll(read(file).lines()));
    return new KnownHosts(lines);
  }

  /**
   * Adds a line for a host, unless one that the check sees has come meanwhile.
   *
   * @param stillUnknown asked again with nobody else writing
   */
  boolean remember(Path file, String name, WireKey key, StillUnknown stillUnknown) {
    access.writeLock().lock();
    try {
      prepare(file);
      try (FileChannel channel =
          FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
        channel.lock();
        if (!stillUnknown.in(KnownHosts.parse(file, linesOf(channel)))) {
          return false;
        }
        append(channel, "%s %s %s%n".formatted(name, key.type(), key.base64()));
        return true;
      }
    } catch (IOException e) {
      throw new SshFault(
          FailureType.HOST_KEY_REJECTED,
          "remember the key of " + name,
          "%s cannot be written (%s)".formatted(file, e.getMessage()),
          "Let the worker's user write it, or add the host's key to it and use host_keys: strict.",
          e);
    } finally {
      access.writeLock().unlock();
    }
  }

  /** Asked while the file is locked. */
  @FunctionalInterface
  interface StillUnknown {
    boolean in(KnownHosts file);
  }

  private KnownHosts read(Path file) {
    access.readLock().lock();
    try {
      if (!Files.exists(file)) {
        return NONE;
      }
      BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
      Reading last = readings.get(file);
      if (last != null && last.modified.equals(now.lastModifiedTime()) && last.size == now.size()) {
        return last.hosts;
      }
      List<String> texts = new String(Files.readAllBytes(file), UTF_8).lines().toList();
      KnownHosts hosts = KnownHosts.parse(file, texts);
      readings.put(file, new Reading(now.lastModifiedTime(), now.size(), hosts));
      return hosts;
    } catch (IOException e) {
      throw new SshFault(
          FailureType.HOST_KEY_REJECTED,
          "look up known host keys",
          "%s cannot be read (%s)".formatted(file, e.getMessage()),
          "Let the worker's user read it.",
          e);
    } finally {
      access.readLock().unlock();
    }
  }

  private static void prepare(Path file) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder != null && !Files.exists(folder)) {
      Files.createDirectories(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }
    try (FileChannel created =
        FileChannel.open(
            file,
            Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
      created.force(false);
    }
  }

  private static List<String> linesOf(FileChannel channel) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(channel.size()));
    int read;
    do {
      read = channel.read(bytes);
    } while (read > 0);
    return new String(bytes.array(), 0, bytes.position(), UTF_8).lines().toList();
  }

  private static void append(FileChannel channel, String line) throws IOException {
    long end = channel.size();
    ByteBuffer last = ByteBuffer.allocate(1);
    boolean open = end > 0 && channel.read(last, end - 1) == 1 && last.get(0) != '\n';
    ByteBuffer bytes = ByteBuffer.wrap(((open ? "\n" : "") + line).getBytes(UTF_8));
    channel.position(end);
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
    channel.force(true);
  }
}
