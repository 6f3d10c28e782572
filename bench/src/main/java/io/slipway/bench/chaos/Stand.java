package io.slipway.bench.chaos;

import io.slipway.testbench.Checkout;
import io.slipway.testbench.Fleet;
import io.slipway.testbench.FleetHost;
import io.slipway.testbench.Launch;
import io.slipway.testbench.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** A fleet with the sample application, and a Slipway in front of it. */
final class Stand implements AutoCloseable {
  private static final Duration DEPLOY_LIMIT = Duration.ofMinutes(10);

  final Fleet fleet;
  final Parts parts;
  final Path file;

  /** The sample application's repository. */
  final Path repository;

  /**
   * @param migration the command of step {@code migrate}
   * @param attempts how often what may pass is tried
   */
  Stand(SlipwayProgram slipway, int hosts, String migration, int attempts) throws IOException {
    this.file = Files.createTempFile("slipway-chaos-", ".yml");
    this.fleet = Fleet.up(hosts);
    this.parts = new Parts(slipway);
    this.repository = publishSample(fleet);
    ChaosFile.write(file, fleet, migration, attempts);
  }

  private static Path publishSample(Fleet fleet) {
    Path repository = fleet.knownHosts().resolveSibling("git/app.git");
    Program.run(
        Launch.of(Checkout.path("dev/fleet/make-sample-app").toString(), repository.toString()),
        Duration.ofMinutes(1));
    fleet.startGit(); // also hands the repository to the daemon's user
    return repository;
  }

  /** Fresh disks and a first release on all hosts; how long a second deploy takes. */
  Duration begin() {
    fleet.wipe();
    for (FleetHost host : fleet.hosts()) {
      fleet.execute(
          host.number(),
          "mkdir -p /srv/app/shared/config && echo X=1 >/srv/app/shared/config/app.env");
    }
    parts.awaitWorker();
    deploy("v1");
    long began = System.nanoTime();
    deploy("v2");
    return Duration.ofNanos(System.nanoTime() - began);
  }

  private void deploy(String revision) {
    try (Program cli = parts.deploy(file, revision)) {
      int exit = cli.awaitExit(DEPLOY_LIMIT);
      if (exit != 0) {
        throw new IllegalStateException(
            "an undisturbed deploy exited with %d:%n%s%nThe worker said:%n%s"
                .formatted(exit, cli.output(), parts.workerLog()));
      }
    }
  }

  @Override
  public void close() throws IOException {
    parts.close();
    fleet.close();
    Files.delete(file);
  }
}
