package io.slipway.starter.command;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

/** A way to a server on this machine that can be cut and mended. */
final class Relay implements AutoCloseable {
  private final ServerSocket door;
  private final int target;
  private final List<Socket> open = new ArrayList<>();
  private boolean cut;

  private Relay(ServerSocket door, int target) {
    this.door = door;
    this.target = target;
  }

  static Relay to(String address) throws IOException {
    int port = Integer.parseInt(address.substring(address.indexOf(':') + 1));
    Relay relay = new Relay(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), port);
    Thread.ofPlatform().daemon().name("relay").start(relay::accept);
    return relay;
  }

  String address() {
    return "127.0.0.1:" + door.getLocalPort();
  }

  /** Breaks all connections, and each new one. */
  synchronized void cut() throws IOException {
    cut = true;
    for (Socket socket : open) {
      socket.close();
    }
    open.clear();
  }

  synchronized void mend() {
    cut = false;
  }

  private void accept() {
    try {
      while (true) {
        relay(door.accept());
      }
    } catch (IOException closed) {
      // The test is over.
    }
  }

  private synchronized void relay(Socket near) throws IOException {
    if (cut) {
      near.close();
      return;
    }
    Socket far = new Socket(InetAddress.getLoopbackAddress(), target);
    open.add(near);
    open.add(far);
    pump(near, far);
    pump(far, near);
  }

  private static void pump(Socket from, Socket to) {
    Thread.ofPlatform()
        .daemon()
        .start(
            () -> {
              try (from;
                  to) {
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream();
                in.transferTo(out);
              } catch (IOException cutOff) {
                // What the relay is for.
              }
            });
  }

  @Override
  public void close() throws IOException {
    door.close();
    cut();
  }
}
