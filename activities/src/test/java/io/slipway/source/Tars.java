package io.slipway.source;

import io.slipway.testbench.Launch;
import io.slipway.testbench.Program;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

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
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      TarWriter writer = new TarWriter(bytes);
      for (TarEntry entry : entries) {
        writer.begin(entry);
        bytes.write(new byte[(int) entry.size()]);
        writer.end(entry);
      }
      writer.finish();
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static TarEntry entry(char type, String name, String link) {
    return new TarEntry(name, type, 0644, 0, 0, link);
  }
}
