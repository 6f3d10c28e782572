package io.slipway.standalone.engine;

import java.io.File;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Tells builds of Slipway apart, also those of one version in the making. */
final class Build {
  private Build() {}

  /** Changes when any of our jars does. */
  static String id() {
    long newest =
        Stream.of(System.getProperty("java.class.path", "").split(File.pathSeparator))
            .filter(p -> Path.of(p).getFileName().toString().startsWith("slipway-"))
            .mapToLong(p -> new File(p).lastModified())
            .max()
            .orElse(0);
    return Long.toHexString(newest);
  }
}
