package io.slipway.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.slipway.contract.SearchAttributes;
import io.slipway.testbench.InstalledSlipway;
import io.slipway.testbench.Launch;
import io.slipway.testbench.Program;
import io.slipway.testbench.Requirements;
import io.slipway.testbench.TemporalServer;
import io.temporal.common.SearchAttributeKey;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code slipway worker} as a process that a service manager stops. */
class WorkerStopIT {
  private static final Duration LIMIT = Duration.ofMinutes(2);

  @TempDir Path folder;

  @Test
  void takes_what_is_in_hand_to_its_end_and_exits_with_0() throws IOException {
    ServerSocket silentHost = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    silentHost.setSoTimeout((int) LIMIT.toMillis());
    try (TemporalServer temporal =
            TemporalServer.start(
                SearchAttributes.ALL.stream().map(SearchAttributeKey::getName).toList());
        Program worker =
            slipway(
                "worker", "--address", temporal.address(), "--health-address=off", "--unsigned");
        Program check =
            slipway("check", "--address", temporal.address(), "-f", file(silentHost).toString())) {
      try (silentHost;
          Socket login = silentHost.accept()) {
        assertTrue(login.isConnected());
        worker.signal("TERM"); // terminate() would close its output, too
        worker.awaitOutput("1 activity", LIMIT);
        assertTrue(worker.isAlive(), worker.output());
      }
      assertEquals(0, worker.awaitExit(LIMIT), worker.output());
      assertTrue(worker.output().contains("Stopped, 0 activities left"), worker.output());

      try (Program next =
          slipway(
              "worker", "--address", temporal.address(), "--health-address=off", "--unsigned")) {
        assertEquals(1, check.awaitExit(LIMIT), check.output() + next.output());
      }
    }
  }

  /** One host, which takes connections and then says nothing. */
  private Path file(ServerSocket host) throws IOException {
    return Files.writeString(
        folder.resolve("slipway.yml"),
        """
        application: shop
        repository: /srv/git/shop.git
        deploy_to: /srv/shop
        stages:
          production:
            ssh: {user: deploy, identities: [%s]}
            hosts: [{name: web1, address: 127.0.0.1, port: %d}]
        """
            .formatted(key(), host.getLocalPort()));
  }

  private Path key() {
    Path key = folder.resolve("key");
    String program = Requirements.program("ssh-keygen", "openssh-client").toString();
    Program.run(Launch.of(program, "-q", "-t", "ed25519", "-N", "", "-f", key.toString()), LIMIT);
    return key;
  }

  private Program slipway(String... arguments) {
    return Program.start(
        InstalledSlipway.launch(arguments)
            .with("SLIPWAY_STATE", folder.resolve("state").toString())
            .in(folder));
  }
}
