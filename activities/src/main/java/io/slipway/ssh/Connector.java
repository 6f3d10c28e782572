package io.slipway.ssh;

import io.slipway.contract.FailureType;
import java.io.Closeable;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.SocketFactory;
import net.schmizz.sshj.Config;
import net.schmizz.sshj.SSHClient;
import net.schmizz.sshj.connection.channel.OpenFailException;
import net.schmizz.sshj.connection.channel.direct.DirectConnection;
import org.jspecify.annotations.Nullable;

/** Makes one connection: TCP or tunnel, key exchange, host key, login. Blocks; for I/O threads. */
final class Connector implements AutoCloseable {
  private final SshLimits limits;
  private final IoThreads threads;
  private final Watchdog watchdog;
  private final KnownHostsFiles knownHosts;
  private final Identities identities;
  private final InstantSource clock;
  private final Config config;
  private final Set<Closeable> pending = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  Connector(
      SshLimits limits,
      IoThreads threads,
      Watchdog watchdog,
      KnownHostsFiles knownHosts,
      Identities identities,
      InstantSource clock) {
    this.limits = limits;
    this.threads = threads;
    this.watchdog = watchdog;
    this.knownHosts = knownHosts;
    this.identities = identities;
    this.clock = clock;
    this.config = Algorithms.config();
  }

  /**
   * A connection that is logged in.
   *
   * @param via a connection to the endpoint's bastion; null for a direct one
   */
  SshConnection connect(Endpoint endpoint, @Nullable SshConnection via) {
    Identities.Found keys = identities.of(endpoint.credentials(), endpoint.user());
    try {
      Wire wire = via == null ? dial(endpoint) : tunnel(endpoint, via);
      try {
        register(wire, endpoint);
        return logIn(endpoint, wire, keys);
      } finally {
        pending.remove(wire);
      }
    } catch (IOException e) {
      throw unreachable(endpoint, e);
    } catch (SshFault fault) {
      if (fault.type() == FailureType.AUTHENTICATION_REFUSED) {
        identities.forget(keys);
      }
      throw fault;
    }
  }

  /** Ends all connections that are being made. */
  @Override
  public void close() {
    closed = true;
    for (Closeable each : pending) {
      watchdog.closeAfter(Duration.ZERO, each);
    }
  }

  private void register(Closeable resource, Endpoint endpoint) throws IOException {
    pending.add(resource);
    if (closed) {
      resource.close();
      throw SshFault.stopping("connect to " + endpoint);
    }
  }

  /** Tries all addresses of a name, in the order in which the resolver gives them. */
  private Wire dial(Endpoint endpoint) throws IOException {
    IOException last = null;
    for (InetAddress address : addresses(endpoint)) {
      try {
        return dial(endpoint, new InetSocketAddress(address, endpoint.port()));
      } catch (IOException e) {
        last = e;
      }
    }
    throw last == null ? new ConnectException() : last;
  }

  private static InetAddress[] addresses(Endpoint endpoint) {
    try {
      return InetAddress.getAllByName(endpoint.host());
    } catch (UnknownHostException e) {
      throw new SshFault(
          FailureType.UNREACHABLE,
          "connect to " + endpoint,
          "the name %s has no address".formatted(endpoint.host()),
          "Look at the host's name, or set its address.",
          e);
    }
  }

  private Wire dial(Endpoint endpoint, InetSocketAddress address) throws IOException {
    Socket socket = new Socket();
    try {
      socket.setOption(StandardSocketOptions.TCP_NODELAY, true); // without it, 40 ms per request
      socket.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
      register(socket, endpoint);
      socket.connect(address, Math.toIntExact(limits.timeouts().connect().toMillis()));
      return Wire.over(socket);
    } catch (IOException | RuntimeException e) {
      socket.close();
      throw e;
    } finally {
      pending.remove(socket);
    }
  }

  private Wire tunnel(Endpoint endpoint, SshConnection via) throws IOException {
    try {
      DirectConnection channel = via.client().newDirectConnection(endpoint.host(), endpoint.port());
      return new Wire(new Tunnel(channel, threads::executeAlways));
    } catch (OpenFailException e) {
      throw e;
    } catch (IOException e) {
      via.retire();
      throw new SshFault(
          FailureType.CONNECTION_LOST,
          "connect to " + endpoint,
          "the connection to its bastion %s broke".formatted(via.endpoint().hop()),
          "Look at the bastion if it happens again.",
          e);
    }
  }

  private SshConnection logIn(Endpoint endpoint, Wire wire, Identities.Found keys) {
    SSHClient client = new SSHClient(config);
    HostKeyCheck hostKey = new HostKeyCheck(endpoint, knownHosts, clock);
    Login login = new Login(endpoint, wire, client, hostKey, keys);
    Watchdog.Timer deadline = watchdog.after(limits.timeouts().login(), login::giveUp);
    boolean done = false;
    try {
      prepare(client, wire);
      login.perform();
      done = true;
      return new SshConnection(endpoint, client, wire, threads, watchdog);
    } finally {
      deadline.cancel();
      if (!done) {
        SshConnection.discard(client, wire, threads, watchdog, () -> {});
      }
    }
  }

  private void prepare(SSHClient client, Wire wire) {
    int reply = Math.toIntExact(limits.timeouts().reply().toMillis());
    client.setSocketFactory(new Ready(wire));
    client.setTimeout(reply);
    client.getTransport().setTimeoutMs(reply);
    client.getConnection().setTimeoutMs(reply);
  }

  private SshFault unreachable(Endpoint endpoint, IOException e) {
    Duration limit = limits.timeouts().connect();
    String reason =
        switch (e) {
          case SocketTimeoutException timeout ->
              "nothing answers there within %d s".formatted(limit.toSeconds());
          case ConnectException refused -> "the connection is refused or there is no way to it";
          case OpenFailException failed -> "its bastion cannot reach it";
          default -> "the network says: " + e.getMessage();
        };
    return new SshFault(
        FailureType.UNREACHABLE,
        "connect to " + endpoint,
        reason,
        "Is the host up, does sshd listen on port %d, and does the firewall let this worker in?"
            .formatted(endpoint.port()),
        e);
  }

  /** Gives the library a socket that is connected already. */
  private static final class Ready extends SocketFactory {
    private final Socket socket;

    Ready(Socket socket) {
      this.socket = socket;
    }

    @Override
    public Socket createSocket() {
      return socket;
    }

    @Override
    public Socket createSocket(String host, int port) {
      return socket;
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress from, int fromPort) {
      return socket;
    }

    @Override
    public Socket createSocket(InetAddress host, int port) {
      return socket;
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress from, int fromPort) {
      return socket;
    }
  }
}
