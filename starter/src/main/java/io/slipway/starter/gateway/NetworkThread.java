package io.slipway.starter.gateway;

import io.grpc.ManagedChannelBuilder;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.netty.channel.EventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.nio.NioEventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.socket.nio.NioSocketChannel;
import io.grpc.netty.shaded.io.netty.util.concurrent.DefaultThreadFactory;
import java.util.concurrent.TimeUnit;

/**
 * The one thread that a connection's traffic runs on. gRPC's own threads go on for a second after
 * their last use, and a JVM that ends meanwhile waits 300 ms for them: a third of a short command.
 */
final class NetworkThread implements AutoCloseable {
  private static final long CLOSE_MILLIS = 500;

  private final EventLoopGroup loop =
      new NioEventLoopGroup(1, new DefaultThreadFactory("temporal", true));

  void serve(ManagedChannelBuilder<?> channel) {
    if (channel instanceof NettyChannelBuilder netty) {
      netty.eventLoopGroup(loop).channelType(NioSocketChannel.class);
    }
  }

  @Override
  public void close() {
    loop.shutdownGracefully(0, CLOSE_MILLIS, TimeUnit.MILLISECONDS)
        .awaitUninterruptibly(CLOSE_MILLIS);
  }
}
