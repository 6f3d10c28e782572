package io.slipway.notify;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slipway.contract.Notice;
import io.slipway.domain.SecretRef;
import java.net.http.HttpRequest;

/** Incoming webhooks of a chat, which cannot be told that it has heard a message already. */
abstract class ChatSender implements Sender {
  private final SecretRef url;
  private final Exchange http;

  /**
   * @param url where its address is kept
   */
  ChatSender(SecretRef url, Exchange http) {
    this.url = url;
    this.http = http;
  }

  /** The message as the chat takes it. */
  abstract ObjectNode message(Notice notice);

  @Override
  public final void send(Notice notice, Attempt attempt) throws InterruptedException {
    HttpRequest request =
        Json.post(Exchange.address(attempt.value(url), url.toString(), false), message(notice))
            .build();
    attempt.begins();
    var unused = http.ask(request);
  }

  @Override
  public final boolean repeatable() {
    return false;
  }
}
