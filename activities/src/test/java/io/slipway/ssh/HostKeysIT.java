package io.slipway.ssh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.slipway.contract.FailureType;
import io.slipway.domain.Host;
import io.slipway.domain.HostKeyPolicy;
import io.slipway.domain.HostName;
import io.slipway.domain.SshSettings;
import io.slipway.shell.HostAccess;
import io.slipway.shell.HostFaultException;
import io.slipway.testbench.FreePorts;
import io.slipway.testbench.Launch;
import io.slipway.testbench.Program;
import io.slipway.testbench.Requirements;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server with host keys of other types than the fleet's, on IPv4 and IPv6. */
class HostKeysIT {
  @TempDir Path folder;

  @BeforeAll
  static void needsRoot() {
    Requirements.fleet();
  }

  @ParameterizedTest
  @ValueSource(strings = {"ed25519", "ecdsa -b 256", "ecdsa -b 384", "ecdsa -b 521", "rsa -b 2048"})
  void verifies_a_host_key_of_type(String type) throws IOException {
    Path key = new Keygen(folder).key("host", type);

    assertLogsIn("127.0.0.1", "127.0.0.1", "-o HostKey=" + key, "", key);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ed25519", "ecdsa -b 256", "rsa -b 2048"})
  void verifies_a_host_certificate_of_type(String type) throws IOException {
    Keygen keygen = new Keygen(folder);
    Path authority = keygen.key("authority", "rsa -b 2048");
    Path key = keygen.key("host", type);
    Path certificate = keygen.sign(authority, key, "-h -n 127.0.0.1");

    assertLogsIn(
        "127.0.0.1",
        "127.0.0.1",
        "-o HostKey=" + key + " -o HostCertificate=" + certificate,
        "@cert-authority ",
        authority);
  }

  @Test
  void picks_the_key_that_is_known_among_several() throws IOException {
    Keygen keygen = new Keygen(folder);
    Path rsa = keygen.key("rsa", "rsa -b 2048");
    Path ed25519 = keygen.key("ed25519", "ed25519");

    assertLogsIn("127.0.0.1", "127.0.0.1", "-o HostKey=" + ed25519 + " -o HostKey=" + rsa, "", rsa);
  }

  @Test
  void reaches_an_ipv6_address() throws IOException {
    Path key = new Keygen(folder).key("host", "ed25519");

    assertLogsIn("::1", "[::1]", "-o HostKey=" + key, "", key);
  }

  @Test
  void says_that_there_is_no_common_algorithm() throws IOException {
    Path key = new Keygen(folder).key("host", "ed25519");
    String old = " -o KexAlgorithms=diffie-hellman-group14-sha256";

    HostFaultException refused =
        assertThrows(
            HostFaultException.class,
            () -> assertLogsIn("127.0.0.1", "127.0.0.1", "-o HostKey=" + key + old, "", key));

    assertEquals(FailureType.NO_COMMON_ALGORITHM, refused.failure().type());
  }

  private void assertLogsIn(
      String address, String asWritten, String options, String marker, Path known)
      throws IOException {
    int port = FreePorts.next();
    Path own = new Keygen(folder).key("own", "ed25519");
    Path knownHosts =
        Files.writeString(
            folder.resolve("known_hosts"),
            marker + KnownHosts.nameOf(address, port) + " " + Files.readString(Keygen.pub(known)));
    String command =
        "/usr/sbin/sshd -D -e -f /dev/null -p %d -o ListenAddress=%s -o UsePAM=no -o StrictModes=no -o PermitRootLogin=yes -o PidFile=none -o AuthorizedKeysFile=%s %s"
            .formatted(port, address, Keygen.pub(own), options);
    Files.createDirectories(Path.of("/run/sshd")); // where Debian's sshd separates privileges
    try (Program sshd = Program.start(Launch.of(command.split(" ")));
        SshHostSessions sessions = SshHostSessions.open(SshLimits.defaults(), Map.of(), folder)) {
      sshd.awaitOutput("Server listening", Duration.ofSeconds(10));
      HostAccess access =
          new HostAccess(
              new Host(HostName.of("it"), asWritten, port, null, List.of(), false),
              new SshSettings(
                  "root",
                  22,
                  List.of(),
                  List.of(own.toString()),
                  null,
                  null,
                  List.of(knownHosts.toString()),
                  HostKeyPolicy.STRICT,
                  false));
      assertTrue(FleetAccess.run(sessions, access, "true").succeeded());
    }
  }
}
