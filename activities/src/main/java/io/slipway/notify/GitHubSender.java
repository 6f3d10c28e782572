package io.slipway.notify;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slipway.contract.Notice;
import io.slipway.contract.RunOutcome;
import io.slipway.contract.WireFormat;
import io.slipway.domain.Channel;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Deployments at GitHub, one for each run, with a status for each notice. What is there already is
 * looked for first.
 */
final class GitHubSender implements Sender {
  /** What GitHub takes. */
  private static final int DESCRIPTION = 140;

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final ObjectMapper MAPPER = WireFormat.mapper();

  private final Channel.GitHub channel;
  private final Exchange http;

  GitHubSender(Channel.GitHub channel, Exchange http) {
    this.channel = channel;
    this.http = http;
  }

  @Override
  public void send(Notice notice, Attempt attempt) throws InterruptedException {
    if (notice.revision() == null) {
      throw SendFault.refused("no commit of the run is known", "Nothing can be done about it.");
    }
    String revision = notice.revision().value();
    String token = attempt.value(channel.token());
    Optional<JsonNode> known = deployment(notice, revision, token);
    JsonNode deployment =
        known.isPresent() ? known.get() : create(notice, revision, token, attempt);
    String statuses = "/%d/statuses".formatted(deployment.path("id").asLong());
    ObjectNode status =
        JSON.objectNode()
            .put("state", state(notice))
            .put("environment", channel.environment())
            .put("description", Lengths.cut(new NoticeWords(notice).headline(), DESCRIPTION));
    boolean there =
        attempt.repeated()
            && all(statuses, token)
                .anyMatch(
                    s ->
                        s.path("state").equals(status.path("state"))
                            && s.path("description").equals(status.path("description")));
    if (!there) {
      attempt.begins();
      var unused = http.ask(post(statuses, status, token));
    }
  }

  /** It looks before it tells. */
  @Override
  public boolean repeatable() {
    return true;
  }

  private Optional<JsonNode> deployment(Notice notice, String revision, String token)
      throws InterruptedException {
    String query =
        "?per_page=100&sha=%s&environment=%s"
            .formatted(revision, URLEncoder.encode(channel.environment(), StandardCharsets.UTF_8));
    return all(query, token)
        .filter(d -> d.path("payload").path("slipway").asText().equals(key(notice)))
        .findFirst();
  }

  private JsonNode create(Notice notice, String revision, String token, Attempt attempt)
      throws InterruptedException {
    ObjectNode deployment =
        JSON.objectNode()
            .put("ref", revision)
            .put("environment", channel.environment())
            .put("auto_merge", false)
            .put(
                "description",
                Lengths.cut(
                    "%s on %s".formatted(notice.subject(), notice.key().stage()), DESCRIPTION));
    deployment.putArray("required_contexts");
    deployment.putObject("payload").put("slipway", key(notice)).put("run", notice.run());
    attempt.begins();
    return read(http.ask(post("", deployment, token)));
  }

  /** All notices of one run have it in common. */
  private static String key(Notice notice) {
    return notice.id().substring(0, Math.max(0, notice.id().indexOf('/')));
  }

  private static String state(Notice notice) {
    RunOutcome outcome = notice.outcome();
    if (outcome != null) {
      return switch (outcome) {
        case SUCCEEDED, SUCCEEDED_WITH_EXCEPTIONS -> "success";
        case UNTOUCHED -> "error";
        case REJECTED -> "inactive";
        case REVERTED, REVERTED_EXCEPT -> "failure";
      };
    }
    return switch (notice.occasion()) {
      case START, FAILURE, END -> "in_progress";
      case PAUSE, APPROVAL -> "pending";
    };
  }

  private Stream<JsonNode> all(String path, String token) throws InterruptedException {
    return read(http.ask(request(path, token).GET().build())).valueStream();
  }

  private HttpRequest post(String path, ObjectNode body, String token) {
    return request(path, token)
        .header("Content-Type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
        .build();
  }

  private HttpRequest.Builder request(String path, String token) {
    URI api =
        Exchange.address(
            "%s/repos/%s/deployments%s".formatted(channel.api(), channel.repository(), path),
            "api",
            false);
    return Json.to(api)
        .header("Accept", "application/vnd.github+json")
        .header("X-GitHub-Api-Version", "2022-11-28")
        .header("Authorization", "Bearer " + token);
  }

  private static JsonNode read(Exchange.Answer answer) {
    try {
      return MAPPER.readTree(answer.body());
    } catch (JsonProcessingException e) {
      throw SendFault.refused(
          "what answers there does not speak as GitHub does", "Look whether api is right.");
    }
  }
}
