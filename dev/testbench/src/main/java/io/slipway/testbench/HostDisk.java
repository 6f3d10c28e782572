package io.slipway.testbench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The files that a host of a fleet calls its own, as they lie on this machine. */
record HostDisk(Path folder) {

  /** Where a path of the host lies here. Only folders that are the host's own have a place. */
  Path locate(String hostPath) {
    if (hostPath.startsWith("/home/deploy")) {
      return folder.resolve(hostPath.replaceFirst("/home/deploy/?", "home/"));
    }
    if (hostPath.startsWith("/var/log")) {
      return folder.resolve(hostPath.replaceFirst("/var/log/?", "log/"));
    }
    return folder.resolve(hostPath.substring(1));
  }

  FleetHostState state(String name, String deployTo) {
    return new FleetHostState(
        name,
        linkTarget(locate(deployTo + "/current")),
        linkTarget(locate("/run/fleet/www/release")),
        FolderListing.names(locate(deployTo + "/releases")));
  }

  private static Optional<String> linkTarget(Path link) {
    if (!Files.isSymbolicLink(link)) {
      return Optional.empty();
    }
    try {
      return Optional.of(Files.readSymbolicLink(link).getFileName().toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
