package io.slipway.notify;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slipway.contract.Notice;
import io.slipway.contract.WireFormat;
import io.slipway.domain.Channel;
import java.net.URI;
import java.net.http.HttpRequest;
import java.security.GeneralSecurityException;
import java.time.InstantSource;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Anything that takes JSON by POST, signed if wished. */
final class WebhookSender implements Sender {
  private static final ObjectMapper MAPPER = WireFormat.mapper();

  private final Channel.Webhook channel;
  private final Exchange http;
  private final InstantSource clock;

  WebhookSender(Channel.Webhook channel, Exchange http, InstantSource clock) {
    this.channel = channel;
    this.http = http;
    this.clock = clock;
  }

  @Override
  public void send(Notice notice, Attempt attempt) throws InterruptedException {
    URI url = Exchange.address(attempt.value(channel.url()), channel.url().toString(), true);
    String body = body(notice).toString();
    HttpRequest.Builder request =
        Json.post(url, body)
            .header("Idempotency-Key", notice.id())
            .header("Slipway-Event", notice.occasion().word());
    if (channel.secret() != null) {
      String at = String.valueOf(clock.instant().getEpochSecond());
      request
          .header("Slipway-Timestamp", at)
          .header("Slipway-Signature", signature(attempt.value(channel.secret()), at, body));
    }
    attempt.begins();
    var unused = http.ask(request.build());
  }

  @Override
  public boolean repeatable() {
    return true;
  }

  /** All of the notice but how it gets there. */
  static ObjectNode body(Notice notice) {
    ObjectNode body = MAPPER.valueToTree(notice);
    body.remove("to");
    return body.put("text", new NoticeWords(notice).text());
  }

  /** Of the time, a dot and the body: an old message cannot be sent as a new one. */
  static String signature(String key, String at, String body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key.getBytes(UTF_8), "HmacSHA256"));
      return "v1="
          + HexFormat.of().formatHex(mac.doFinal("%s.%s".formatted(at, body).getBytes(UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HmacSHA256", e);
    }
  }
}
