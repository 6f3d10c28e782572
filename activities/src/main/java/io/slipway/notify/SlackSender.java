package io.slipway.notify;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slipway.contract.Notice;
import io.slipway.domain.Channel;
import java.util.stream.Collectors;

/** Slack's incoming webhooks, with a message of blocks. */
final class SlackSender extends ChatSender {
  /** What Slack takes in a header and in a section. */
  private static final int HEADER = 150;

  private static final int SECTION = 3_000;

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  SlackSender(Channel.Slack channel, Exchange http) {
    super(channel.url(), http);
  }

  @Override
  ObjectNode message(Notice notice) {
    NoticeWords words = new NoticeWords(notice);
    ObjectNode message = JSON.objectNode().put("text", escaped(words.headline(), SECTION));
    ArrayNode blocks = message.putArray("blocks");
    blocks
        .addObject()
        .put("type", "header")
        .putObject("text")
        .put("type", "plain_text")
        .put("text", Lengths.cut(words.headline(), HEADER))
        .put("emoji", false);
    blocks.addObject().put("type", "section").set("text", mrkdwn(escaped(words.text(), SECTION)));
    String facts =
        words.facts().entrySet().stream()
            .map(f -> "%s: %s".formatted(f.getKey(), f.getValue()))
            .collect(Collectors.joining("  |  "));
    blocks
        .addObject()
        .put("type", "context")
        .putArray("elements")
        .add(mrkdwn(escaped(facts, SECTION)));
    return message;
  }

  private static ObjectNode mrkdwn(String text) {
    return JSON.objectNode().put("type", "mrkdwn").put("text", text).put("verbatim", true);
  }

  /** Nothing in it calls people or looks like a link that is none; no escape is cut in two. */
  private static String escaped(String text, int most) {
    return Lengths.cut(text, most / 5)
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;");
  }
}
