package io.slipway.health;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Asks a Prometheus, or what answers like one, for one number. */
public final class Prometheus {
  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final int MOST_READ = 1 << 20;
  private static final int MOST_TOLD = 200;
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Why there is no number, in words for people. */
  public static final class NoNumberException extends Exception {
    private static final long serialVersionUID = 1L;

    NoNumberException(String why) {
      super(why);
    }
  }

  private final HttpClient client;
  private final String url;

  /**
   * @param url where it answers, without {@code /api/v1}
   */
  public Prometheus(HttpClient client, String url) {
    this.client = client;
    this.url = url.replaceAll("/+$", "");
  }

  /**
   * The number that a query has now; NaN when it has that.
   *
   * @throws NoNumberException when it is not there, refuses the query, or has not exactly one
   */
  public double ask(String query) throws NoNumberException {
    String body = answer(query);
    JsonNode told;
    try {
      told = JSON.readTree(body);
    } catch (JsonProcessingException e) {
      throw new NoNumberException("%s answers with no JSON: %s".formatted(url, shortened(body)));
    }
    if (!told.path("status").asText().equals("success")) {
      throw new NoNumberException(
          "%s refuses the query: %s".formatted(url, shortened(told.path("error").asText(body))));
    }
    return number(told.path("data"));
  }

  private double number(JsonNode data) throws NoNumberException {
    JsonNode result = data.path("result");
    JsonNode pair =
        switch (data.path("resultType").asText()) {
          case "scalar" -> result;
          case "vector" -> {
            if (result.size() != 1) {
              throw new NoNumberException(
                  "the query has %s, and one is needed: say sum(...) or avg(...)"
                      .formatted(result.isEmpty() ? "no series" : result.size() + " series"));
            }
            yield result.path(0).path("value");
          }
          default -> throw new NoNumberException("the query has no number, but something else");
        };
    String text = pair.path(1).asText();
    try {
      return switch (text) {
        case "+Inf", "Inf" -> Double.POSITIVE_INFINITY;
        case "-Inf" -> Double.NEGATIVE_INFINITY;
        default -> Double.parseDouble(text);
      };
    } catch (NumberFormatException e) {
      throw new NoNumberException("'%s' is no number".formatted(shortened(text)));
    }
  }

  private String answer(String query) throws NoNumberException {
    try {
      URI uri = URI.create(url + "/api/v1/query?query=" + URLEncoder.encode(query, UTF_8));
      HttpRequest request = HttpRequest.newBuilder(uri).timeout(LIMIT).build();
      CompletableFuture<HttpResponse<String>> answer =
          client.sendAsync(request, head -> new Snippet(MOST_READ));
      try {
        return answer.get(LIMIT.toMillis(), TimeUnit.MILLISECONDS).body();
      } finally {
        answer.cancel(true);
      }
    } catch (IllegalArgumentException e) {
      throw new NoNumberException("the URL is not valid: " + e.getMessage());
    } catch (TimeoutException e) {
      throw new NoNumberException("%s has not answered in %d s".formatted(url, LIMIT.toSeconds()));
    } catch (ExecutionException e) {
      throw new NoNumberException(
          "%s does not answer: %s".formatted(url, HttpProbe.reason(asIo(e.getCause()), LIMIT)));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while asking " + url, e);
    }
  }

  private static IOException asIo(@Nullable Throwable cause) {
    return cause instanceof IOException io ? io : new IOException(cause);
  }

  private static String shortened(String text) {
    String line = text.strip().replaceAll("\\s+", " ");
    return line.length() > MOST_TOLD ? line.substring(0, MOST_TOLD) + "..." : line;
  }
}
