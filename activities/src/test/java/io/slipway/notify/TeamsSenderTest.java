package io.slipway.notify;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.slipway.contract.RunOutcome;
import io.slipway.domain.Channel;
import java.io.IOException;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class TeamsSenderTest extends WebSenderContract {
  TeamsSenderTest() throws IOException {}

  @Override
  Channel at(String url) {
    return new Channel.Teams(keep("HOOK", url));
  }

  @Test
  void tells_it_in_a_card_without_markdown() throws Exception {
    send(Notices.ended(channel(), RunOutcome.REVERTED_EXCEPT));
    JsonNode attachment =
        new ObjectMapper().readTree(heard().getFirst()).path("attachments").path(0);
    assertEquals(
        "application/vnd.microsoft.card.adaptive", attachment.path("contentType").asText());
    JsonNode body = attachment.path("content").path("body");
    JsonNode headline = body.path(0).path("inlines").path(0);
    assertEquals(
        "shop: deploy of v1.4.2 on production has failed, and not all hosts could be put back",
        headline.path("text").asText());
    assertEquals("Attention", headline.path("color").asText());
    assertEquals(
        Set.of("RichTextBlock"),
        body.valueStream().map(b -> b.path("type").asText()).collect(Collectors.toSet()));
  }
}
