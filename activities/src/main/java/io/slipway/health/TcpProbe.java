package io.slipway.health;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;

/** A TCP connection from the worker. */
public final class TcpProbe implements Probe {
  private final String address;
  private final int port;

  public TcpProbe(String address, int port) {
    this.address = address;
    this.port = port;
  }

  @Override
  public Optional<String> look(Duration limit) {
    try (Socket socket = new Socket()) {
      InetSocketAddress to = new InetSocketAddress(address, port);
      if (to.isUnresolved()) {
        return Optional.of("no address for name %s".formatted(address));
      }
      socket.connect(to, (int) Math.max(1, limit.toMillis()));
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }
}
