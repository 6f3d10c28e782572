package io.slipway.worker;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Names the code that runs: its version, and a digest of our own jars, which differs where two
 * builds of one version do.
 */
public final class OwnBuild {
  private static final int DIGITS = 8;

  private OwnBuild() {}

  /** Such as {@code 1.2.0-3fa9c1d2}. */
  public static String id() {
    return id(
        OwnBuild.class.getPackage().getImplementationVersion(),
        Stream.of(System.getProperty("java.class.path", "").split(File.pathSeparator))
            .map(Path::of)
            .filter(OwnBuild::isOurs)
            .toList());
  }

  static String id(@Nullable String version, List<Path> parts) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (Path part : parts) {
        for (Path file : files(part)) {
          digest.update(Files.readAllBytes(file));
        }
      }
      String sum = HexFormat.of().formatHex(digest.digest()).substring(0, DIGITS);
      return "%s-%s".formatted(version == null ? "development" : version, sum);
    } catch (IOException e) {
      throw new UncheckedIOException("tried to read Slipway's own jars, but it failed", e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** A jar of a distribution, or a folder of classes in the making. */
  private static boolean isOurs(Path part) {
    return part.getFileName().toString().matches("slipway-.*\\.jar")
        || part.endsWith(Path.of("target", "classes"));
  }

  private static List<Path> files(Path part) throws IOException {
    try (Stream<Path> all = Files.walk(part)) {
      return all.filter(Files::isRegularFile).sorted().toList();
    }
  }
}
