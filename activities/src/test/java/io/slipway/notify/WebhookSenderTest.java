package io.slipway.notify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.slipway.domain.Channel;
import java.io.IOException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

final class WebhookSenderTest extends WebSenderContract {
  WebhookSenderTest() throws IOException {}

  @Override
  Channel at(String url) {
    return new Channel.Webhook(keep("HOOK", url), keep("KEY", SECRET + "-key"));
  }

  @Test
  void whoever_has_the_key_can_tell_that_it_is_genuine_and_fresh() throws Exception {
    send(Notices.paused(channel(), "x"));
    WebReceiver.Heard heard = receiver.heard().getFirst();

    assertEquals("1795510805", heard.header("Slipway-timestamp"));
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec((SECRET + "-key").getBytes(UTF_8), "HmacSHA256"));
    byte[] expected = mac.doFinal(("1795510805." + heard.body()).getBytes(UTF_8));
    assertEquals("v1=" + HexFormat.of().formatHex(expected), heard.header("Slipway-signature"));
    assertEquals("5b8a-run/pause", heard.header("Idempotency-key"));
    assertEquals("pause", heard.header("Slipway-event"));
  }

  @Test
  void gets_all_there_is_to_know_but_not_the_way() throws Exception {
    send(Notices.paused(channel(), "x"));
    JsonNode body = new ObjectMapper().readTree(heard().getFirst());
    assertEquals("PAUSE", body.path("occasion").asText());
    assertEquals("production", body.path("key").path("stage").asText());
    assertEquals("4f2c9d1a".repeat(5), body.path("revision").asText());
    assertEquals("slipway continue production", body.path("command").asText());
    assertFalse(body.has("to"));
  }

  @Test
  void is_told_again_with_the_same_key_when_in_doubt() throws InterruptedException {
    send(Notices.paused(channel(), "x"), true);
    assertEquals("5b8a-run/pause", receiver.heard().getFirst().header("Idempotency-key"));
  }

  @Test
  void an_address_that_is_none_is_refused_without_being_quoted() {
    assertEquals(
        "vault:secret/data/HOOK#value holds no address of a web server",
        fault(Notices.paused(at("not " + SECRET), "x")).reason());
  }
}
