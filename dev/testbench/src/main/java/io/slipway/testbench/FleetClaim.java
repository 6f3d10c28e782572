package io.slipway.testbench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One of the networks 127.40 to 127.199, held by this JVM alone through a folder of that name. The
 * folder is also the fleet's state. What a killed JVM left behind is taken down by the next one.
 */
record FleetClaim(Path folder, String net, int sshPort) {
  private static final Path ALL = Path.of("/var/lib/slipway-testbench");
  private static final int FIRST = 40;
  private static final int LAST = 199;

  /** Anybody's address that no fleet uses: is port 22 taken there, it is taken everywhere. */
  private static final String UNUSED = "127.254.254.254";

  static FleetClaim take() {
    try {
      Files.createDirectories(ALL);
      sweep();
      int sshPort = FreePorts.isFree(UNUSED, 22) ? 22 : 2222;
      for (int second = FIRST; second <= LAST; second++) {
        String net = "127." + second;
        if (FreePorts.isFree(net + ".0.1", sshPort) && claim(net)) {
          return new FleetClaim(ALL.resolve(net), net, sshPort);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("tried to claim a network for a fleet, but it failed", e);
    }
    throw new IllegalStateException("all networks for fleets are taken; see " + ALL);
  }

  private static boolean claim(String net) throws IOException {
    try {
      Files.createDirectory(ALL.resolve(net));
    } catch (FileAlreadyExistsException taken) {
      return false;
    }
    ProcessHandle self = ProcessHandle.current();
    Files.writeString(owner(ALL.resolve(net)), self.pid() + " " + startOf(self));
    return true;
  }

  private static void sweep() throws IOException {
    List<Path> folders;
    try (Stream<Path> listed = Files.list(ALL)) {
      folders = listed.toList();
    }
    for (Path folder : folders) {
      if (isAbandoned(folder)) {
        Launch down = Launch.of(Checkout.path("dev/fleet/fleet").toString(), "down", "--purge");
        Program.run(down.with("FLEET_STATE", folder.toString()), Duration.ofMinutes(1));
      }
    }
  }

  private static boolean isAbandoned(Path folder) throws IOException {
    try {
      String[] owner =
          Files.exists(owner(folder)) ? Files.readString(owner(folder)).split(" ") : new String[0];
      if (owner.length < 2) { // about to be claimed, unless that was long ago
        Instant made = Files.getLastModifiedTime(folder).toInstant();
        return made.isBefore(Instant.now().minus(Duration.ofMinutes(10)));
      }
      Optional<ProcessHandle> process = ProcessHandle.of(Long.parseLong(owner[0]));
      return process.isEmpty() || startOf(process.get()) != Long.parseLong(owner[1]);
    } catch (NoSuchFileException e) {
      return false; // given back by its owner in this very moment
    }
  }

  /** Tells a process from a later one with the same pid. */
  private static long startOf(ProcessHandle process) {
    return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
  }

  private static Path owner(Path folder) {
    return folder.resolve("owner");
  }
}
