package io.slipway.health;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A GET from the worker. Redirects are answers like others: they are not followed. */
public final class HttpProbe implements Probe {
  private static final int SNIPPET = 500;

  private final HttpClient client;
  private final String url;
  private final int expected;

  public HttpProbe(HttpClient client, String url, int expected) {
    this.client = client;
    this.url = url;
    this.expected = expected;
  }

  /** A client for many probes. */
  public static HttpClient client() {
    return HttpClient.newBuilder()
        .followRedirects(HttpClient.Redirect.NEVER)
        .connectTimeout(Duration.ofSeconds(5))
        .version(HttpClient.Version.HTTP_1_1)
        .build();
  }

  @Override
  public Optional<String> look(Duration limit) {
    try {
      HttpRequest request = HttpRequest.newBuilder(URI.create(url)).timeout(limit).build();
      HttpResponse<InputStream> response =
          client.send(request, HttpResponse.BodyHandlers.ofInputStream());
      try (InputStream body = response.body()) {
        return response.statusCode() == expected
            ? Optional.empty()
            : Optional.of(told(response.statusCode(), snippet(body)));
      }
    } catch (IllegalArgumentException e) {
      return Optional.of("the URL is not valid: " + e.getMessage());
    } catch (IOException e) {
      return Optional.of(reason(e, limit));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while asking " + url, e);
    }
  }

  private static String snippet(InputStream body) throws IOException {
    return new String(body.readNBytes(SNIPPET), UTF_8).strip();
  }

  private static String told(int status, String body) {
    return body.isEmpty()
        ? "status %d".formatted(status)
        : "status %d with: %s".formatted(status, body);
  }

  private static String reason(IOException e, Duration limit) {
    return switch (e) {
      case HttpConnectTimeoutException ignored -> "no connection in time";
      case HttpTimeoutException ignored -> "no answer in %d ms".formatted(limit.toMillis());
      case ConnectException ignored -> "connection refused";
      default -> "%s".formatted(word(e.getMessage(), e));
    };
  }

  private static String word(@Nullable String message, IOException e) {
    return message == null ? e.getClass().getSimpleName() : message;
  }
}
