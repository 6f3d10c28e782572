package io.slipway.testbench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One session of the W3C's WebDriver protocol, which browsers' own drivers speak. */
final class WebDriver {
  private static final Duration LIMIT = Duration.ofMinutes(2);

  private final HttpClient client;
  private final JsonMapper mapper = new JsonMapper();
  private final String session;

  /**
   * Has a driver start its browser.
   *
   * @param driver where it listens, such as {@code http://127.0.0.1:9515}
   */
  WebDriver(HttpClient client, String driver, Map<String, Object> capabilities) {
    this.client = client;
    JsonNode made =
        call(
            "POST",
            driver + "/session",
            Map.of("capabilities", Map.of("alwaysMatch", capabilities)));
    this.session = driver + "/session/" + made.path("sessionId").asText();
  }

  /** An answer's value, null where it has none. */
  JsonNode get(String command) {
    return call("GET", session + command, null);
  }

  /** An answer's value, null where it has none. */
  JsonNode post(String command, Map<String, ?> parameters) {
    return call("POST", session + command, parameters);
  }

  /** As {@link #post}, for commands that have nothing to answer. */
  void tell(String command, Map<String, ?> parameters) {
    JsonNode unused = post(command, parameters);
  }

  /** Has the browser end. */
  void quit() {
    JsonNode unused = call("DELETE", session, null);
  }

  private JsonNode call(String method, String uri, @Nullable Map<String, ?> body) {
    try {
      HttpRequest.BodyPublisher json =
          body == null
              ? HttpRequest.BodyPublishers.noBody()
              : HttpRequest.BodyPublishers.ofString(mapper.writeValueAsString(body));
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(uri)).timeout(LIMIT).method(method, json).build();
      HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
      JsonNode value = mapper.readTree(answer.body()).path("value");
      if (answer.statusCode() != 200) {
        throw new Refusal(
            value.path("error").asText(),
            "tried to %s %s, but the browser's driver says %s: %s"
                .formatted(
                    method, uri, value.path("error").asText(), value.path("message").asText()));
      }
      return value;
    } catch (IOException e) {
      throw new UncheckedIOException("tried to %s %s, but it failed".formatted(method, uri), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while asking the browser's driver", e);
    }
  }

  /** What a driver does not do, by the protocol's own word for it. */
  static final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private static final Set<String> MAY_PASS =
        Set.of(
            "no such element",
            "stale element reference",
            "element not interactable",
            "element click intercepted");

    private final String error;

    Refusal(String error, String message) {
      super(message);
      this.error = error;
    }

    /** Whether the page may only not be ready for it. */
    boolean mayPass() {
      return MAY_PASS.contains(error);
    }
  }
}
