package io.slipway.notify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import io.slipway.contract.RunOutcome;
import io.slipway.domain.Channel;
import io.slipway.testbench.FreePorts;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against what answers as GitHub does. */
final class GitHubSenderTest extends SenderContract {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final String ROOT = "/repos/acme/shop/deployments";

  private final WebReceiver receiver = new WebReceiver();
  private final ArrayNode deployments = MAPPER.createArrayNode();
  private final ArrayNode statuses = MAPPER.createArrayNode();

  GitHubSenderTest() throws IOException {}

  @BeforeEach
  void open() {
    receiver.answers(this::answer);
  }

  @AfterEach
  void close() {
    receiver.close();
  }

  private void answer(HttpExchange exchange, WebReceiver.Heard heard) throws IOException {
    if (!heard.header("Authorization").equals("Bearer " + SECRET)) {
      WebReceiver.answer(exchange, 401, "said in private");
      return;
    }
    ArrayNode kept = heard.path().contains("/statuses") ? statuses : deployments;
    if (heard.method().equals("GET")) {
      WebReceiver.answer(exchange, 200, kept.toString());
      return;
    }
    ObjectNode made = (ObjectNode) MAPPER.readTree(heard.body());
    made.put("id", 4_711_000_000_001L + kept.size());
    kept.add(made);
    WebReceiver.answer(exchange, 201, made.toString());
  }

  private Channel at(String url) {
    return new Channel.GitHub("acme/shop", keep("TOKEN", SECRET), "production", url);
  }

  @Override
  Channel channel() {
    return at(receiver.url(""));
  }

  @Override
  Channel nowhere() {
    return at("http://127.0.0.1:%d".formatted(FreePorts.next()));
  }

  @Override
  void refuses() {
    answersPosts(422);
  }

  @Override
  void isBusy() {
    answersPosts(503);
  }

  private void answersPosts(int status) {
    receiver.answers(
        (exchange, heard) -> {
          if (heard.method().equals("POST")) {
            WebReceiver.answer(exchange, status, "said in private");
          } else {
            answer(exchange, heard);
          }
        });
  }

  @Override
  void vanishes() {
    receiver.answers(
        (exchange, heard) -> {
          if (heard.method().equals("GET")) {
            answer(exchange, heard);
          }
        });
  }

  /** GitHub knows neither texts nor commands: a headline is all that it takes. */
  @Override
  List<String> heard() {
    return List.of();
  }

  @Override
  @Test
  void tells_what_is_to_be_told_once() throws InterruptedException {
    send(Notices.paused(channel(), "web2 did not come up."));
    assertEquals(1, deployments.size());
    assertEquals(
        "shop: deploy of v1.4.2 on production is paused",
        statuses.path(0).path("description").asText());
  }

  @Override
  @Test
  void tells_the_words_that_somebody_has_chosen() throws InterruptedException {
    send(Notices.worded(channel(), "not for GitHub"));
    assertTrue(receiver.heard().stream().noneMatch(h -> h.body().contains("not for GitHub")));
  }

  @Test
  void a_run_is_one_deployment_with_a_status_for_each_notice() throws InterruptedException {
    send(Notices.begun(channel()));
    send(Notices.paused(channel(), "x"));
    send(Notices.ended(channel(), RunOutcome.SUCCEEDED));

    assertEquals(1, deployments.size());
    JsonNode deployment = deployments.path(0);
    assertEquals("4f2c9d1a".repeat(5), deployment.path("ref").asText());
    assertEquals("production", deployment.path("environment").asText());
    assertEquals("5b8a-run", deployment.path("payload").path("slipway").asText());
    assertEquals(0, deployment.path("required_contexts").size());
    assertEquals(
        List.of("in_progress", "pending", "success"),
        statuses.valueStream().map(s -> s.path("state").asText()).toList());
    assertTrue(
        receiver.heard().stream().anyMatch(h -> h.path().equals(ROOT + "/4711000000001/statuses")));
  }

  @Test
  void what_is_there_already_is_not_told_again() throws InterruptedException {
    send(Notices.ended(channel(), RunOutcome.REVERTED));
    send(Notices.ended(channel(), RunOutcome.REVERTED), true);
    assertEquals(1, statuses.size());
    assertEquals("failure", statuses.path(0).path("state").asText());
  }

  @Test
  void a_token_that_is_not_good_any_more_is_refused() {
    Channel old = new Channel.GitHub("acme/shop", keep("OLD", "0ld-one"), "x", receiver.url(""));
    SendFault fault = fault(Notices.begun(old));
    assertEquals(SendFault.Kind.REFUSED, fault.kind());
    assertTrue(fault.reason().endsWith("answered with status 401"), fault.reason());
  }
}
