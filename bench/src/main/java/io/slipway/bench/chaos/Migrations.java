package io.slipway.bench.chaos;

import io.slipway.testbench.Fleet;
import io.slipway.testbench.FleetHost;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Counts how often the sample's migration ran: it writes a line each time. */
final class Migrations {
  private final Fleet fleet;

  Migrations(Fleet fleet) {
    this.fleet = fleet;
  }

  /** On all hosts together, since their disks were new. */
  int count() {
    return fleet.hosts().stream().mapToInt(this::count).sum();
  }

  private int count(FleetHost host) {
    Path database = fleet.onDisk(host.number(), ChaosFile.DEPLOY_TO + "/shared/log/migrations.db");
    try {
      return Files.exists(database) ? Files.readAllLines(database).size() : 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A migration runs once in a run that succeeds, and at most once in any. */
  List<String> violations(Aftermath aftermath, int runs) {
    boolean succeeded = aftermath.succeeded();
    return runs > 1 || (succeeded && runs != 1)
        ? List.of("the migration ran %d times".formatted(runs))
        : List.of();
  }
}
