package io.slipway.health;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A GET from the worker. Redirects are answers like others: they are not followed. */
public final class HttpProbe implements Probe {
  private static final int SNIPPET = 500;

  private final HttpClient client;
  private final String url;
  private final int expected;
  private final int most;
  private final Function<String, Optional<String>> judge;

  public HttpProbe(HttpClient client, String url, int expected) {
    this(client, url, expected, 0, body -> Optional.empty());
  }

  /**
   * @param most bytes of a good answer's body that are looked at
   * @param judge what is wrong with a body; empty when all is well
   */
  public HttpProbe(
      HttpClient client,
      String url,
      int expected,
      int most,
      Function<String, Optional<String>> judge) {
    this.client = client;
    this.url = url;
    this.expected = expected;
    this.most = most;
    this.judge = judge;
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
      HttpResponse<String> response = answer(request, limit);
      return response.statusCode() == expected
          ? judge.apply(response.body())
          : Optional.of(told(response.statusCode(), response.body().strip()));
    } catch (IllegalArgumentException e) {
      return Optional.of("the URL is not valid: " + e.getMessage());
    } catch (IOException e) {
      return Optional.of(reason(e, limit));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while asking " + url, e);
    }
  }

  /** The request's own timeout ends with the headers; a body may never come. */
  private HttpResponse<String> answer(HttpRequest request, Duration limit)
      throws IOException, InterruptedException {
    CompletableFuture<HttpResponse<String>> answer =
        client.sendAsync(
            request, head -> new Snippet(head.statusCode() == expected ? most : SNIPPET));
    try {
      return answer.get(limit.toMillis() + 500, TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      answer.cancel(true);
      throw new HttpTimeoutException("the body did not come");
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
    }
  }

  private static String told(int status, String body) {
    return body.isEmpty()
        ? "status %d".formatted(status)
        : "status %d with: %s".formatted(status, body);
  }

  static String reason(IOException e, Duration limit) {
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
