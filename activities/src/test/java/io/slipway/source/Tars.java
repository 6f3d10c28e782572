package io.slipway.source;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.slipway.shell.Pulse;
import io.slipway.testbench.Launch;
import io.slipway.testbench.Program;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipEncodingHelper;

/** Archives as builds make them, and what is in them. */
final class Tars {
  private static final Duration SOON = Duration.ofSeconds(30);

  private Tars() {}

  /** A tar.gz of the program's own making, each file below a directory that is named as it. */
  static byte[] packed(Path scratch, String directory, Map<String, String> files) {
    try {
      Path folder = Files.createTempDirectory(scratch, "build");
      for (Map.Entry<String, String> file : files.entrySet()) {
        Path at = folder.resolve(directory).resolve(file.getKey());
        Files.createDirectories(at.getParent());
        Files.writeString(at, file.getValue());
      }
      Path archive = folder.resolve("archive.tar.gz");
      tar("-czf", archive.toString(), "-C", folder.toString(), directory);
      return Files.readAllBytes(archive);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String tar(String... arguments) {
    List<String> command = new ArrayList<>(List.of("tar"));
    command.addAll(List.of(arguments));
    return run(command);
  }

  static String run(List<String> command) {
    return Program.run(Launch.of(command), SOON);
  }

  /** Unpacks an archive as a host does, and tells its files with what is in them. */
  static List<String> unpacked(Path scratch, Archive archive, String... program) {
    try {
      Path folder = Files.createTempDirectory(scratch, "host");
      Path plain = folder.resolve("plain.tar");
      try (var in = new java.util.zip.GZIPInputStream(Files.newInputStream(archive.file()))) {
        Files.write(plain, in.readAllBytes());
      }
      Path tree = Files.createDirectory(folder.resolve("tree"));
      List<String> command = new ArrayList<>(List.of(program));
      command.addAll(List.of("-x", "-f", plain.toString(), "-C", tree.toString()));
      String unused = Program.run(Launch.of(command), SOON);
      return listing(tree);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> listing(Path tree) throws IOException {
    try (Stream<Path> all = Files.walk(tree)) {
      return all.filter(p -> !p.equals(tree)).sorted().map(p -> shown(tree, p)).toList();
    }
  }

  private static String shown(Path tree, Path path) {
    String name = tree.relativize(path).toString();
    try {
      if (Files.isSymbolicLink(path)) {
        return "%s -> %s".formatted(name, Files.readSymbolicLink(path));
      }
      return Files.isDirectory(path)
          ? name + "/"
          : "%s: %s".formatted(name, Files.readString(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Entries as somebody writes them who is not to be trusted. */
  static byte[] written(TarEntry... entries) {
    byte[] all = {};
    for (TarEntry entry : entries) {
      all = joined(all, with(entry, new byte[(int) entry.size()]));
    }
    return joined(all, new byte[1_024]);
  }

  /** One entry, whatever it says of itself, with what is to follow it. */
  static byte[] with(TarEntry entry, byte[] content) {
    TarArchiveEntry header = new TarArchiveEntry(entry.name(), (byte) entry.type(), true);
    header.setMode(entry.mode());
    header.setSize(entry.size());
    header.setLinkName(entry.link());
    header.setLastModifiedTime(FileTime.from(entry.modified(), TimeUnit.SECONDS));
    byte[] block = new byte[512];
    try {
      header.writeEntryHeader(block, ZipEncodingHelper.getZipEncoding(ISO_8859_1), false);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return joined(block, Arrays.copyOf(content, (content.length + 511) / 512 * 512));
  }

  /** A header that says more of the entry after it. */
  static byte[] extended(char type, byte[] content) {
    return with(new TarEntry("header", type, 0644, content.length, 0, ""), content);
  }

  static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  /** A record of an extended header: its length, that of the length included, and what it says. */
  static String record(String says) {
    int length = says.getBytes(UTF_8).length + 2;
    int all = length + Integer.toString(length).length();
    all = length + Integer.toString(all).length();
    return "%d %s\n".formatted(all, says);
  }

  static TarEntry entry(char type, String name, String link) {
    return new TarEntry(name, type, 0644, 0, 0, link);
  }

  /** What hosts would get of an archive. */
  static Archive repacked(Path scratch, int strip, byte[] archive) throws IOException {
    Path folder = Files.createTempDirectory(scratch, "repacked");
    Path file = Files.write(folder.resolve("good.tar"), archive);
    Path packed = folder.resolve("packed.tar.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
      new Repacking(strip, Pulse.NONE).repack(file, out, "good.tar");
    }
    return new Archive(packed, Shelf.sha256(packed), "", 0);
  }

  /** Why hosts would get nothing of an archive. */
  static String refusal(Path scratch, int strip, byte[] archive) throws IOException {
    Path file = Files.write(Files.createTempFile(scratch, "hostile", ".tar"), archive);
    SourceException e =
        assertThrows(
            SourceException.class,
            () ->
                new Repacking(strip, Pulse.NONE)
                    .repack(file, OutputStream.nullOutputStream(), "/srv/builds/1.tar"));
    String message = String.valueOf(e.getMessage());
    assertTrue(message.startsWith("tried to unpack /srv/builds/1.tar, but "), message);
    return message;
  }
}
