package io.slipway.testbench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/** Finds TCP ports of the loopback interface that nobody listens on. */
public final class FreePorts {
  /** Below the range from which the kernel takes the ports of outgoing connections. */
  private static final int FROM = 20_000;

  private static final int TO = 32_000;

  private FreePorts() {}

  /** A free port on 127.0.0.1, chosen at random so that tests side by side rarely pick the same. */
  public static int next() {
    for (int tries = 0; tries < 1_000; tries++) {
      int port = ThreadLocalRandom.current().nextInt(FROM, TO);
      if (isFree("127.0.0.1", port)) {
        return port;
      }
    }
    throw new IllegalStateException("there is no free port between " + FROM + " and " + TO);
  }

  static boolean isFree(String address, int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getByName(address), port));
      return true;
    } catch (IOException taken) {
      return false;
    }
  }
}
