package io.slipway.notify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.slipway.contract.RunOutcome;
import io.slipway.domain.Channel;
import java.io.IOException;
import org.junit.jupiter.api.Test;

final class SlackSenderTest extends WebSenderContract {
  SlackSenderTest() throws IOException {}

  @Override
  Channel at(String url) {
    return new Channel.Slack(keep("HOOK", url));
  }

  private JsonNode message() throws IOException {
    return new ObjectMapper().readTree(heard().getFirst());
  }

  @Test
  void tells_it_in_blocks() throws Exception {
    send(Notices.ended(channel(), RunOutcome.REVERTED));
    JsonNode blocks = message().path("blocks");
    assertEquals(
        "shop: deploy of v1.4.2 on production has failed and was put back",
        blocks.path(0).path("text").path("text").asText());
    assertEquals(
        "All is back.\nweb2: tried to verify, but it answered 500.",
        blocks.path(1).path("text").path("text").asText());
    String facts = blocks.path(2).path("elements").path(0).path("text").asText();
    assertTrue(facts.startsWith("Asked for by: ana@laptop  |  Reason: a hotfix"), facts);
  }

  @Test
  void nothing_in_it_calls_people_or_is_a_link() throws Exception {
    send(Notices.paused(channel(), "<!channel> <https://evil.test|shop> & more"));
    String body = message().toString();
    assertFalse(body.contains("<!channel>"), body);
    assertTrue(body.contains("&lt;!channel&gt; &lt;https://evil.test|shop&gt; &amp; more"), body);
  }

  @Test
  void is_never_longer_than_slack_takes() throws Exception {
    send(Notices.paused(channel(), "&".repeat(900)));
    String text = message().path("blocks").path(1).path("text").path("text").asText();
    assertTrue(text.length() <= 3_000, "%d characters".formatted(text.length()));
    assertTrue(text.endsWith("&amp;…"), text);
  }

  @Test
  void its_address_must_have_tls() {
    SendFault fault = fault(Notices.paused(at("http://203.0.113.7/" + SECRET), "x"));
    assertEquals(SendFault.Kind.REFUSED, fault.kind());
    assertEquals("the address in vault:secret/data/HOOK#value has no TLS", fault.reason());
  }
}
