package io.slipway.ssh;

import java.nio.file.Path;
import java.util.Optional;

/**
 * A line of a known_hosts file.
 *
 * @param line its number, from 1
 */
record KnownHost(Path file, int line, Marker marker, HostPattern hosts, WireKey key) {

  /** What the line says about its key. */
  enum Marker {
    KEY,
    CERT_AUTHORITY,
    REVOKED
  }

  /** The line, unless it is empty, a comment, or nothing that we understand. */
  static Optional<KnownHost> parse(Path file, int line, String text) {
    String rest = text.strip();
    if (rest.isEmpty() || rest.startsWith("#")) {
      return Optional.empty();
    }
    Marker marker = Marker.KEY;
    if (rest.startsWith("@")) {
      String[] words = rest.split("\\s+", 2);
      switch (words[0]) {
        case "@cert-authority" -> marker = Marker.CERT_AUTHORITY;
        case "@revoked" -> marker = Marker.REVOKED;
        default -> {
          return Optional.empty();
        }
      }
      rest = words.length == 2 ? words[1] : "";
    }
    String[] words = rest.split("\\s+", 4);
    if (words.length < 3) {
      return Optional.empty();
    }
    Marker found = marker;
    return HostPattern.parse(words[0])
        .flatMap(
            hosts ->
                WireKey.of(words[1], words[2])
                    .map(key -> new KnownHost(file, line, found, hosts, key)));
  }

  String place() {
    return file + ":" + line;
  }
}
