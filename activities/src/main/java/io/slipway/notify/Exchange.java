package io.slipway.notify;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;

/**
 * Questions over HTTP, on connections of their own: one that was kept open may be closed at the
 * moment of the next question, and then nobody knows whether it was heard. What was asked and what
 * is answered stays out of every message.
 */
final class Exchange implements AutoCloseable {
  static final Duration LIMIT = Duration.ofSeconds(20);

  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);
  private static final int MOST = 1 << 20;

  private final HttpClient client;

  /** Follows no redirects: they may lead anywhere, and would take tokens along. */
  Exchange(SSLContext trust) {
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .sslContext(trust)
            .build();
  }

  @Override
  public void close() {
    client.shutdownNow();
  }

  /**
   * The address that a secret holds.
   *
   * @param what names where it comes from
   * @param clear whether it may be one without TLS that is not on this machine
   */
  static URI address(String text, String what, boolean clear) {
    try {
      URI uri = new URI(text.strip());
      boolean tls = "https".equalsIgnoreCase(uri.getScheme());
      if ((tls || "http".equalsIgnoreCase(uri.getScheme())) && uri.getHost() != null) {
        if (tls || clear || local(uri.getHost())) {
          return uri;
        }
        throw SendFault.refused(
            "the address in %s has no TLS".formatted(what), "Use one that begins with https://.");
      }
    } catch (URISyntaxException e) {
      // Said below; the exception quotes the text.
    }
    throw SendFault.refused(
        "%s holds no address of a web server".formatted(what),
        "Keep there what begins with https://.");
  }

  private static boolean local(String host) {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }

  /** A status and a body. */
  record Answer(int status, String body) {}

  /**
   * Asks, and returns what is answered with a status of 2xx.
   *
   * @throws SendFault for anything else
   */
  Answer ask(HttpRequest request) throws InterruptedException {
    HttpResponse<InputStream> response;
    String body;
    try {
      response = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
      try (InputStream in = response.body()) {
        body = new String(in.readNBytes(MOST), UTF_8);
      }
    } catch (ConnectException | HttpConnectTimeoutException e) {
      throw SendFault.away(
          "nothing answers at %s".formatted(place(request.uri())),
          "Look whether the worker gets there.");
    } catch (SSLHandshakeException e) {
      throw SendFault.refused(
          "the worker does not trust the certificate of %s".formatted(place(request.uri())),
          "Name its authority in the worker's environment: %s=FILE.".formatted(Notifying.CA));
    } catch (IOException e) {
      throw SendFault.doubtful(
          "%s did not answer whether it has it".formatted(place(request.uri())),
          "Look there whether it has arrived.");
    }
    if (response.statusCode() / 100 != 2) {
      throw fault(response, request.uri());
    }
    return new Answer(response.statusCode(), body);
  }

  /** The path of a webhook is its password. */
  private static String place(URI uri) {
    return uri.getPort() < 0 ? uri.getHost() : "%s:%d".formatted(uri.getHost(), uri.getPort());
  }

  private static SendFault fault(HttpResponse<?> response, URI uri) {
    int status = response.statusCode();
    String reason = "%s answered with status %d".formatted(place(uri), status);
    return switch (status) {
      case 429 ->
          new SendFault(
              SendFault.Kind.AWAY,
              reason,
              "It wants to be told less often.",
              wait(response).orElse(null));
      case 408, 425 -> SendFault.away(reason, "It is not ready for it.");
      case 401, 403 ->
          SendFault.refused(reason, "Look whether the token or address is still valid there.");
      case 404, 410 ->
          SendFault.refused(reason, "Look whether the address is right, and still there.");
      default ->
          status >= 500
              ? new SendFault(
                  SendFault.Kind.AWAY, reason, "It is out of order.", wait(response).orElse(null))
              : status / 100 == 3
                  ? SendFault.refused(reason, "It is followed nowhere: use the new address.")
                  : SendFault.refused(reason, "Look there what it does not take.");
    };
  }

  private static Optional<Duration> wait(HttpResponse<?> response) {
    return response
        .headers()
        .firstValue("Retry-After")
        .filter(text -> text.matches("[0-9]{1,6}"))
        .map(text -> Duration.ofSeconds(Long.parseLong(text)))
        .map(wait -> wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait);
  }
}
