package io.slipway.notify;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.slipway.domain.Channel;
import io.slipway.testbench.FreePorts;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The contract for those who tell over HTTP. */
abstract class WebSenderContract extends SenderContract {
  final WebReceiver receiver = new WebReceiver();

  WebSenderContract() throws IOException {}

  @AfterEach
  final void close() {
    receiver.close();
  }

  /** The way to a receiver at an address. */
  abstract Channel at(String url);

  @Override
  Channel channel() {
    return at(receiver.url("/hooks/" + SECRET));
  }

  @Override
  Channel nowhere() {
    return at("http://127.0.0.1:%d/%s".formatted(FreePorts.next(), SECRET));
  }

  @Override
  void refuses() {
    receiver.answers(400);
  }

  @Override
  void isBusy() {
    receiver.answers(503);
  }

  @Override
  void vanishes() {
    receiver.vanishes();
  }

  @Override
  List<String> heard() {
    return receiver.heard().stream().map(WebReceiver.Heard::body).toList();
  }

  @Test
  void waits_as_long_as_the_receiver_says() {
    receiver.answers(
        (exchange, request) -> {
          exchange.getResponseHeaders().set("Retry-After", "17");
          WebReceiver.answer(exchange, 429, "");
        });
    SendFault fault = fault(Notices.paused(channel(), "x"));
    assertEquals(SendFault.Kind.AWAY, fault.kind());
    assertEquals(Duration.ofSeconds(17), fault.delay());
  }

  @Test
  void follows_nobody_elsewhere() {
    receiver.answers(
        (exchange, request) -> {
          exchange.getResponseHeaders().set("Location", receiver.url("/elsewhere"));
          WebReceiver.answer(exchange, 307, "");
        });
    assertEquals(SendFault.Kind.REFUSED, fault(Notices.paused(channel(), "x")).kind());
    assertEquals(1, receiver.heard().size());
  }
}
