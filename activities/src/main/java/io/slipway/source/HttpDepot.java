package io.slipway.source;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;

/**
 * Files of web servers. Redirects are followed by hand: a token goes to nobody but whom it is for,
 * and what was asked for over TLS is never read without it.
 */
final class HttpDepot implements Depot, AutoCloseable {
  private static final Duration CONNECT = Duration.ofSeconds(10);

  /** Until it begins to come; less than the silence after which an activity counts as lost. */
  private static final Duration ANSWER = Duration.ofSeconds(20);

  private static final int REDIRECTS = 5;

  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(CONNECT)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();

  @Override
  public Download open(String place, @Nullable String token) {
    URI first = URI.create(place);
    URI uri = first;
    for (int hop = 0; hop <= REDIRECTS; hop++) {
      HttpResponse<InputStream> response =
          ask(place, uri, token != null && sameServer(first, uri) ? token : null);
      if (response.statusCode() == 200) {
        return new Download(
            response.body(), response.headers().firstValueAsLong("content-length").orElse(-1));
      }
      new Download(response.body(), -1).close();
      uri = elsewhere(place, uri, response);
    }
    throw ArtifactFaults.unusable(
        place, "it redirects more than %d times".formatted(REDIRECTS), "Look at its server.");
  }

  /** Whether whoever may see a token at the one place may see it at the other, too. */
  static boolean sameServer(String one, String other) {
    return isWeb(one) && isWeb(other) && sameServer(URI.create(one), URI.create(other));
  }

  static boolean isWeb(String place) {
    return place.startsWith("https://") || place.startsWith("http://");
  }

  private static boolean sameServer(URI one, URI other) {
    return one.getScheme().equalsIgnoreCase(other.getScheme())
        && one.getAuthority().equalsIgnoreCase(other.getAuthority());
  }

  private HttpResponse<InputStream> ask(String place, URI uri, @Nullable String token) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri).timeout(ANSWER).header("User-Agent", "slipway");
    if (token != null) {
      try {
        request.header("Authorization", "Bearer " + token);
      } catch (IllegalArgumentException e) {
        // Its message, and its cause, would quote the token.
        throw ArtifactFaults.unusable(
            place,
            "artifact.token leads to what no bearer token can be",
            "Keep there one line of printable characters.");
      }
    }
    try {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
    } catch (SSLHandshakeException e) {
      throw ArtifactFaults.away(
          place, "the worker does not trust the certificate of %s".formatted(uri.getHost()));
    } catch (ConnectException e) {
      throw ArtifactFaults.away(place, "nothing answers at %s".formatted(uri.getHost()));
    } catch (HttpTimeoutException e) {
      throw ArtifactFaults.away(
          place, "%s does not answer within %d s".formatted(uri.getHost(), ANSWER.toSeconds()));
    } catch (IOException e) {
      throw ArtifactFaults.away(
          place, "the connection to %s broke before it answered".formatted(uri.getHost()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw ArtifactFaults.away(place, "the worker is stopping");
    }
  }

  /** Where a redirect leads to; every other answer is a fault. */
  private static URI elsewhere(String place, URI from, HttpResponse<InputStream> response) {
    int status = response.statusCode();
    Optional<String> location = response.headers().firstValue("location");
    return switch (status) {
      case 301, 302, 303, 307, 308 -> led(place, from, location.orElse(""));
      case 404, 410 -> throw ArtifactFaults.missing(place, "the server answers " + status);
      case 401, 403 ->
          throw ArtifactFaults.unusable(
              place,
              "the server refuses it to the worker (status %d)".formatted(status),
              "Give the worker access, for instance by artifact.token in slipway.yml. Some servers"
                  + " say the same of what is not there.");
      case 408, 425, 429, 500, 502, 503, 504 ->
          throw ArtifactFaults.away(
              place, "the server cannot give it now (status %d)".formatted(status));
      default ->
          throw ArtifactFaults.unusable(
              place, "the server answers with status %d".formatted(status), "Look at its server.");
    };
  }

  /** What stands behind the path may be a signature, so that it is in no message. */
  private static URI led(String place, URI from, String location) {
    URI to;
    try {
      to = from.resolve(location);
    } catch (IllegalArgumentException e) {
      throw odd(place);
    }
    boolean web =
        "https".equalsIgnoreCase(to.getScheme()) || "http".equalsIgnoreCase(to.getScheme());
    if (location.isEmpty() || !web || to.getHost() == null || to.getUserInfo() != null) {
      throw odd(place);
    }
    if ("https".equalsIgnoreCase(from.getScheme()) && !"https".equalsIgnoreCase(to.getScheme())) {
      throw ArtifactFaults.unusable(
          place,
          "it redirects from https to http at %s, where anybody could change it on its way"
              .formatted(to.getHost()),
          "Have its server redirect to https.");
    }
    return to;
  }

  private static SourceException odd(String place) {
    return ArtifactFaults.unusable(
        place, "it redirects to what is no address of a web server", "Look at its server.");
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
