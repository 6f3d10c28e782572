package io.slipway.ssh;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.slipway.contract.FailureType;
import io.slipway.contract.HostFailure;
import io.slipway.domain.Host;
import io.slipway.domain.HostKeyPolicy;
import io.slipway.domain.HostName;
import io.slipway.domain.SshSettings;
import io.slipway.shell.HostAccess;
import io.slipway.shell.HostFaultException;
import io.slipway.shell.Pulse;
import io.slipway.testbench.FreePorts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Servers that are none, and whoever does not want to wait for them. */
class HandshakeTest {
  private static final SshTimeouts SHORT =
      new SshTimeouts(
          Duration.ofSeconds(1),
          Duration.ofSeconds(1),
          Duration.ofSeconds(5),
          Duration.ofSeconds(10),
          Duration.ofSeconds(1),
          Duration.ofSeconds(1));

  @TempDir Path home;

  private Path key = Path.of("/nobody");

  @BeforeEach
  void makeKey() {
    key = new Keygen(home).key("key", "ed25519");
  }

  private final SshHostSessions sessions =
      SshHostSessions.open(SshLimits.defaults().with(SHORT), Map.of(), Path.of("/nobody"));

  @AfterEach
  void close() {
    sessions.close();
  }

  @Test
  void calls_a_server_throttled_that_hangs_up_at_once() throws Exception {
    Thread accepting;
    try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      accepting = Thread.ofPlatform().daemon().start(() -> hangUpOnAll(server));
      assertEquals(FailureType.THROTTLED, failureAt(server.getLocalPort()).type());
    }
    accepting.join();
  }

  @Test
  void gives_up_on_a_server_that_says_nothing() throws IOException {
    try (ServerSocket mute = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      assertEquals(FailureType.HANDSHAKE_TIMEOUT, failureAt(mute.getLocalPort()).type());
    }
  }

  @Test
  void calls_a_closed_port_unreachable() {
    assertEquals(FailureType.UNREACHABLE, failureAt(FreePorts.next()).type());
  }

  @Test
  void stops_waiting_when_the_pulse_throws() throws IOException {
    IllegalStateException stop = new IllegalStateException("stop");
    try (ServerSocket mute = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      assertSame(
          stop,
          assertThrows(
              IllegalStateException.class,
              () -> {
                Pulse pulse =
                    () -> {
                      throw stop;
                    };
                sessions.withSession(access(mute.getLocalPort()), pulse, session -> true);
              }));
    }
  }

  private HostFailure failureAt(int port) {
    return assertThrows(
            HostFaultException.class,
            () -> sessions.withSession(access(port), Pulse.NONE, session -> true))
        .failure();
  }

  private HostAccess access(int port) {
    return new HostAccess(
        new Host(HostName.of("it"), "127.0.0.1", port, null, List.of(), false),
        new SshSettings(
            "me",
            22,
            List.of(),
            List.of(key.toString()),
            null,
            null,
            List.of(home.resolve("known_hosts").toString()),
            HostKeyPolicy.STRICT,
            false));
  }

  private static void hangUpOnAll(ServerSocket server) {
    try {
      while (!server.isClosed()) {
        try (Socket socket = server.accept()) {
          socket.getOutputStream().write("Exceeded MaxStartups\r\n".getBytes(US_ASCII));
        }
      }
    } catch (IOException closed) {
      // the test is over
    }
  }
}
