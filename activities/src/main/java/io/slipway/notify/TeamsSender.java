package io.slipway.notify;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slipway.contract.Notice;
import io.slipway.domain.Channel;

/** Webhooks of Microsoft Teams, with an Adaptive Card. */
final class TeamsSender extends ChatSender {
  private static final int MOST = 5_000;

  TeamsSender(Channel.Teams channel, Exchange http) {
    super(channel.url(), http);
  }

  @Override
  ObjectNode message(Notice notice) {
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
