package io.slipway.standalone.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** TCP ports of the loopback interface. */
public final class Ports {
  private static final int CONNECT_MILLIS = 500;

  private Ports() {}

  /** A port that nobody listens on now. */
  public static int free() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException("tried to find a free port, but it failed", e);
    }
  }

  /** The port itself if nobody listens on it, or another one. */
  static int freeLike(int port) {
    return answers(port) ? free() : port;
  }

  /** Whether somebody listens on it. */
  public static boolean answers(int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_MILLIS);
      return true;
    } catch (IOException nobody) {
      return false;
    }
  }
}
