package io.slipway.notify;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpRequest;

/** Requests that carry JSON. */
final class Json {
  private Json() {}

  static HttpRequest.Builder post(URI to, JsonNode body) {
    return post(to, body.toString());
  }

  static HttpRequest.Builder post(URI to, String body) {
    return to(to)
        .header("Content-Type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofString(body));
  }

  static HttpRequest.Builder to(URI address) {
    return HttpRequest.newBuilder(address).timeout(Exchange.LIMIT).header("User-Agent", "slipway");
  }
}
