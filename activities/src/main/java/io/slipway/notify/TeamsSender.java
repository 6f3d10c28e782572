package io.slipway.notify;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slipway.contract.Notice;
import io.slipway.domain.Channel;
import java.net.http.HttpRequest;

/** Webhooks of Microsoft Teams, with an Adaptive Card. */
final class TeamsSender implements Sender {
  private static final int MOST = 5_000;

  private final Channel.Teams channel;
  private final Exchange http;

  TeamsSender(Channel.Teams channel, Exchange http) {
    this.channel = channel;
    this.http = http;
  }

  @Override
  public void send(Notice notice, Attempt attempt) throws InterruptedException {
    HttpRequest request =
        Json.post(
                Exchange.address(attempt.value(channel.url()), channel.url().toString(), false),
                message(notice))
            .build();
    attempt.begins();
    var unused = http.ask(request);
  }

  @Override
  public boolean repeatable() {
    return false;
  }

  private static ObjectNode message(Notice notice) {
    NoticeWords words = new NoticeWords(notice);
    ObjectNode message = JsonNodeFactory.instance.objectNode().put("type", "message");
    ObjectNode card =
        message
            .putArray("attachments")
            .addObject()
            .put("contentType", "application/vnd.microsoft.card.adaptive")
            .putObject("content")
            .put("$schema", "http://adaptivecards.io/schemas/adaptive-card.json")
            .put("type", "AdaptiveCard")
            .put("version", "1.4");
    ArrayNode body = card.putArray("body");
    line(body, words.headline())
        .put("weight", "Bolder")
        .put("color", words.bad() ? "Attention" : "Default");
    words.text().lines().forEach(text -> line(body, text));
    words
        .facts()
        .forEach(
            (name, value) -> line(body, "%s: %s".formatted(name, value)).put("isSubtle", true));
    return message;
  }

  /** A run of text, in which Teams sees no Markdown. */
  private static ObjectNode line(ArrayNode body, String text) {
    return body.addObject()
        .put("type", "RichTextBlock")
        .putArray("inlines")
        .addObject()
        .put("type", "TextRun")
        .put("text", Lengths.cut(text, MOST));
  }
}
