package io.slipway.audit;

import io.slipway.tls.Trust;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A receiver that takes lines by POST, and says with a status of 2xx that it has them. */
final class HttpSink implements Sink {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private final SinkAddress address;
  private final Map<String, String> environment;
  private @Nullable HttpClient client;

  HttpSink(SinkAddress address, Map<String, String> environment) {
    this.address = address;
    this.environment = environment;
  }

  @Override
  public void deliver(List<AuditLine> lines) throws IOException, InterruptedException {
    if (lines.isEmpty()) {
      return;
    }
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address.place())
            .timeout(LIMIT)
            .header("Content-Type", "application/x-ndjson")
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    lines.stream().map(l -> l.text() + "\n").collect(Collectors.joining())));
    if (address.token() != null) {
      // Read each time, so that a new one needs no new worker.
      request.header("Authorization", "Bearer " + Seal.read(address.token(), environment).strip());
    }
    int status =
        client().send(request.build(), HttpResponse.BodyHandlers.discarding()).statusCode();
    if (status / 100 != 2) {
      throw new IOException("it answered with status %d".formatted(status));
    }
  }

  private HttpClient client() throws IOException {
    HttpClient made = client;
    if (made == null) {
      made =
          HttpClient.newBuilder().connectTimeout(LIMIT).sslContext(Trust.of(address.ca())).build();
      client = made;
    }
    return made;
  }

  @Override
  public void close() {
    HttpClient made = client;
    if (made != null) {
      made.shutdownNow();
    }
  }
}
