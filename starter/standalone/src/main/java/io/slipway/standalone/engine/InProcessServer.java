package io.slipway.standalone.engine;

import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.slipway.starter.gateway.LocalEngine;
import io.temporal.internal.testservice.GRPCServerHelper;
import io.temporal.internal.testservice.TestServicesStarter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * Temporal's test server, for machines without the {@code temporal} program: it forgets all when it
 * ends. Built from its parts, because its own starter listens on all interfaces.
 */
public final class InProcessServer implements LocalServer {
  private final TestServicesStarter services;
  private final Server server;

  public InProcessServer() {
    // Locked: otherwise it skips time, and an approval of a day expires at once.
    boolean lockTimeSkipping = true;
    this.services = new TestServicesStarter(lockTimeSkipping, 0);
    NettyServerBuilder builder =
        NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    GRPCServerHelper.registerServicesAndHealthChecks(services.getServices(), builder);
    try {
      this.server = builder.build().start();
    } catch (IOException e) {
      services.close();
      throw new UncheckedIOException("tried to listen on loopback, but it failed", e);
    }
  }

  @Override
  public LocalEngine.Address address() {
    return new LocalEngine.Address("127.0.0.1:" + server.getPort(), "default", null, false);
  }

  @Override
  public @Nullable ProcessMark process() {
    return null;
  }

  @Override
  public boolean alive() {
    return !server.isShutdown();
  }

  @Override
  public void restart() {
    throw new IllegalStateException("the in-process server ends with its process");
  }

  @Override
  public void close() {
    server.shutdownNow();
    services.close();
  }
}
