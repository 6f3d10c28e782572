package io.slipway.audit;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.slipway.tls.Trust;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * A syslog server, over TLS or TCP with counted frames (RFC 5425, RFC 6587), or UDP. None of them
 * acknowledges anything: what was sent last on a connection that broke is sent again on the next.
 */
final class SyslogSink implements Sink {
  private static final int TIMEOUT_MILLIS = 10_000;
  private static final int REMEMBERED = 100;

  /** A connection that has lived so long since has brought over what was sent on it. */
  private static final long SURE_NANOS = 5_000_000_000L;

  private final SinkAddress address;
  private final String machine;
  private final Deque<AuditLine> unsure = new ArrayDeque<>();
  private @Nullable Socket connection;
  private long sentAt;

  /**
   * @param machine this one's name
   */
  SyslogSink(SinkAddress address, String machine) {
    this.address = address;
    this.machine = machine;
  }

  @Override
  public void deliver(List<AuditLine> lines) throws IOException {
    if (address.kind() == SinkAddress.Kind.UDP) {
      datagrams(lines);
      return;
    }
    List<AuditLine> all = new ArrayList<>();
    Socket open = connection;
    if (open == null || ended(open)) {
      close();
      all.addAll(unsure);
      all.addAll(lines);
      if (all.isEmpty()) {
        return;
      }
      open = connect();
      connection = open;
    } else {
      all.addAll(lines);
      if (System.nanoTime() - sentAt > SURE_NANOS) {
        unsure.clear();
      }
    }
    try {
      for (AuditLine line : all) {
        byte[] message = SyslogMessage.of(line, machine).getBytes(US_ASCII);
        open.getOutputStream().write((message.length + " ").getBytes(US_ASCII));
        open.getOutputStream().write(message);
      }
      open.getOutputStream().flush();
    } catch (IOException e) {
      close();
      throw e;
    }
    sentAt = all.isEmpty() ? sentAt : System.nanoTime();
    lines.forEach(unsure::addLast);
    while (unsure.size() > REMEMBERED) {
      unsure.removeFirst();
    }
  }

  /** A server that says anything says that it ends. */
  private static boolean ended(Socket open) {
    try {
      open.setSoTimeout(1);
      return open.getInputStream().read() < 0;
    } catch (SocketTimeoutException lives) {
      return false;
    } catch (IOException broken) {
      return true;
    }
  }

  private Socket connect() throws IOException {
    String host = address.place().getHost();
    Socket plain = new Socket();
    try {
      plain.connect(new InetSocketAddress(host, address.place().getPort()), TIMEOUT_MILLIS);
      plain.setSoTimeout(TIMEOUT_MILLIS);
      if (address.kind() == SinkAddress.Kind.TCP) {
        return plain;
      }
      SSLSocket secure =
          (SSLSocket)
              Trust.of(address.ca())
                  .getSocketFactory()
                  .createSocket(plain, host, address.place().getPort(), true);
      SSLParameters parameters = secure.getSSLParameters();
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      secure.setSSLParameters(parameters);
      secure.startHandshake();
      return secure;
    } catch (IOException e) {
      plain.close();
      throw e;
    }
  }

  private void datagrams(List<AuditLine> lines) throws IOException {
    try (DatagramSocket socket = new DatagramSocket()) {
      InetAddress host = InetAddress.getByName(address.place().getHost());
      for (AuditLine line : lines) {
        byte[] message = SyslogMessage.of(line, machine).getBytes(US_ASCII);
        socket.send(new DatagramPacket(message, message.length, host, address.place().getPort()));
      }
    }
  }

  @Override
  public void close() {
    Socket open = connection;
    connection = null;
    if (open != null) {
      try {
        open.close();
      } catch (IOException gone) {
        // It is not used again, whatever has become of it.
      }
    }
  }
}
