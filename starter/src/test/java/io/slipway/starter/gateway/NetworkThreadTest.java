package io.slipway.starter.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.grpc.ConnectivityState;
import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What a short command must not wait for at its end. */
class NetworkThreadTest {

  @Test
  void all_traffic_runs_on_one_thread_that_ends_with_it() throws InterruptedException {
    Set<Thread> before = Thread.getAllStackTraces().keySet();
    NetworkThread network = new NetworkThread();
    NettyChannelBuilder builder = NettyChannelBuilder.forTarget("127.0.0.1:1").usePlaintext();
    network.serve(builder);
    ManagedChannel channel = builder.build();
    refused(channel);

    Set<Thread> traffic = new HashSet<>(Thread.getAllStackTraces().keySet());
    traffic.removeAll(before);
    traffic.removeIf(t -> !t.getName().startsWith("temporal") && !t.getName().contains("ELG"));
    assertEquals(1, traffic.size(), traffic.toString());

    channel.shutdownNow();
    network.close();
    Thread thread = traffic.iterator().next();
    thread.join(Duration.ofSeconds(5));
    assertFalse(thread.isAlive(), thread.toString());
  }

  /** Port 1 is never listened on. */
  private static void refused(ManagedChannel channel) throws InterruptedException {
    CountDownLatch tried = new CountDownLatch(1);
    ConnectivityState first = channel.getState(true);
    channel.notifyWhenStateChanged(first, () -> connecting(channel, tried));
    assertEquals(true, tried.await(30, TimeUnit.SECONDS), "nothing was tried");
  }

  private static void connecting(ManagedChannel channel, CountDownLatch tried) {
    ConnectivityState state = channel.getState(false);
    if (state == ConnectivityState.TRANSIENT_FAILURE) {
      tried.countDown();
    } else {
      channel.notifyWhenStateChanged(state, () -> connecting(channel, tried));
    }
  }
}
