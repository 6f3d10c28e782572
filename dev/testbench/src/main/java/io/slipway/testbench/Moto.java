package io.slipway.testbench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;

/** A stand-in for AWS on loopback, which keeps everything in memory. */
public final class Moto implements AutoCloseable {
  private static final Duration START_LIMIT = Duration.ofSeconds(60);

  private final int port = FreePorts.next();
  private final Program program;

  private Moto() {
    Path binary = Requirements.program("moto_server", "moto");
    this.program =
        Program.start(
            Launch.of(binary.toString(), "-H", "127.0.0.1", "-p", Integer.toString(port)));
    Cleanup.register(this);
    Eventually.within(START_LIMIT, "moto's port", this::answers);
  }

  /** Starts it, or skips the test where the program is missing. */
  public static Moto start() {
    return new Moto();
  }

  /** What AWS_ENDPOINT_URL is set to. */
  public String address() {
    return "http://127.0.0.1:" + port;
  }

  public void kill() {
    program.kill();
  }

  @Override
  public void close() {
    Cleanup.forget(this);
    program.close();
  }

  @Override
  public String toString() {
    return "moto at " + address();
  }

  private boolean answers() {
    if (!program.isAlive()) {
      throw new AssertionError("moto ended: " + program.output());
    }
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
      return true;
    } catch (IOException notYet) {
      return false;
    }
  }
}
