package io.slipway.standalone.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import com.google.protobuf.util.JsonFormat;
import io.slipway.codec.EncryptingCodec;
import io.slipway.codec.KeyRingText;
import io.slipway.starter.output.ProblemException;
import io.slipway.testbench.LocalAuthority;
import io.temporal.api.common.v1.Payload;
import io.temporal.api.common.v1.Payloads;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CodecEndpointTest {
  private static final String UI = "http://127.0.0.1:8233";
  private static final EncryptingCodec CODEC =
      codec("2026 AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=");
  private static final EncryptingCodec FOREIGN =
      codec("other ICEiIyQlJicoKSorLC0uLzAxMjM0NTY3ODk6Ozw9Pj8=");
  private static final Payload CLEAR =
      Payload.newBuilder()
          .putMetadata("encoding", ByteString.copyFromUtf8("json/plain"))
          .setData(ByteString.copyFromUtf8("\"web1 ü\""))
          .build();

  @TempDir Path folder;
  private final HttpClient client = HttpClient.newHttpClient();
  private @Nullable CodecEndpoint endpoint;

  @AfterEach
  void close() {
    client.shutdownNow();
    if (endpoint != null) {
      endpoint.close();
    }
  }

  @Test
  void decodes_what_it_can_and_leaves_the_rest() throws Exception {
    open(null);
    Payload broken =
        CODEC.encode(List.of(CLEAR)).getFirst().toBuilder()
            .setData(ByteString.copyFromUtf8("cut"))
            .build();
    Payload foreign = FOREIGN.encode(List.of(CLEAR)).getFirst();
    Payload ours = CODEC.encode(List.of(CLEAR)).getFirst();

    HttpResponse<String> answer =
        client.send(post("/decode", json(ours, broken, foreign, CLEAR)).build(), text());

    assertEquals(200, answer.statusCode(), answer.body());
    assertEquals(List.of(CLEAR, broken, foreign, CLEAR), payloads(answer));
    assertEquals("no-store", answer.headers().firstValue("Cache-Control").orElse(""));
  }

  @Test
  void encodes_what_workers_can_read() throws Exception {
    open(null);

    HttpResponse<String> answer = client.send(post("/encode", json(CLEAR, CLEAR)).build(), text());

    assertFalse(answer.body().contains("anNvbi9wbGFpbg"), answer.body());
    assertEquals(List.of(CLEAR, CLEAR), CODEC.decode(payloads(answer)));
  }

  @Test
  void lets_the_pages_of_the_given_origin_alone_ask() throws Exception {
    open(null);
    HttpRequest.Builder preflight =
        HttpRequest.newBuilder(uri("/decode"))
            .method("OPTIONS", HttpRequest.BodyPublishers.noBody())
            .header("Access-Control-Request-Method", "POST")
            .header(
                "Access-Control-Request-Headers",
                "content-type,x-namespace,authorization,authorization-extras");

    HttpResponse<String> asked = client.send(preflight.copy().header("Origin", UI).build(), text());
    assertEquals(204, asked.statusCode());
    assertEquals(UI, header(asked, "Access-Control-Allow-Origin"));
    assertEquals("true", header(asked, "Access-Control-Allow-Credentials"));
    assertEquals(
        "Content-Type, X-Namespace, Authorization, Authorization-Extras",
        header(asked, "Access-Control-Allow-Headers"));

    HttpRequest.Builder decode = post("/decode", json(CLEAR)).header("X-Namespace", "default");
    HttpResponse<String> good = client.send(decode.copy().header("Origin", UI).build(), text());
    assertEquals(200, good.statusCode());
    assertEquals(UI, header(good, "Access-Control-Allow-Origin"));

    for (String other : List.of(UI + "0", "https://127.0.0.1:8233", "null", "http://evil.test")) {
      for (HttpRequest.Builder request : List.of(preflight, decode)) {
        HttpResponse<String> bad =
            client.send(request.copy().header("Origin", other).build(), text());
        assertEquals(403, bad.statusCode(), other);
        assertEquals("", header(bad, "Access-Control-Allow-Origin"));
      }
    }
  }

  @Test
  void wants_a_token_where_tokens_are_set() throws Exception {
    open(token -> token.equals("good") ? Optional.empty() : Optional.of("it is not good"));
    HttpRequest.Builder decode = post("/decode", json(CLEAR));

    HttpResponse<String> none = client.send(decode.copy().build(), text());
    assertEquals(401, none.statusCode());
    assertEquals("Bearer", header(none, "WWW-Authenticate"));
    assertEquals(403, client.send(with(decode, "Bearer bad"), text()).statusCode());
    assertEquals(401, client.send(with(decode, "Basic good"), text()).statusCode());
    assertEquals(200, client.send(with(decode, "Bearer good"), text()).statusCode());
    assertEquals(200, client.send(with(decode, "bearer good"), text()).statusCode());
    assertEquals(
        204,
        client
            .send(
                HttpRequest.newBuilder(uri("/decode"))
                    .method("OPTIONS", HttpRequest.BodyPublishers.noBody())
                    .header("Origin", UI)
                    .build(),
                text())
            .statusCode(),
        "browsers send no token ahead");
  }

  @Test
  void speaks_tls_with_certificates_in_pem() throws Exception {
    LocalAuthority authority = new LocalAuthority(folder);
    Path certificate = authority.serverCertificate();
    Path key = authority.serverKey();
    open(null, Certificates.tls(certificate, key));

    try (HttpClient trusting = HttpClient.newBuilder().sslContext(authority.trust()).build()) {
      URI uri = URI.create("https://127.0.0.1:%d/decode".formatted(port()));
      HttpRequest request = post("/decode", json(CLEAR)).uri(uri).build();
      assertEquals(List.of(CLEAR), payloads(trusting.send(request, text())));
    }
    assertThrows(ProblemException.class, () -> Certificates.tls(key, certificate));
  }

  @Test
  void without_tokens_it_answers_to_names_of_loopback_alone() throws IOException {
    open(null);

    assertTrue(rawStatus("evil.test").startsWith("HTTP/1.1 403 "), rawStatus("evil.test"));
    assertTrue(rawStatus("localhost:8089").startsWith("HTTP/1.1 200 "));
  }

  @Test
  void takes_no_more_than_it_can_hold_and_nothing_else() throws Exception {
    open(null);

    byte[] large = new byte[CodecEndpoint.LIMIT + 1];
    assertEquals(
        413,
        client
            .send(
                post("/decode", "").POST(HttpRequest.BodyPublishers.ofByteArray(large)).build(),
                text())
            .statusCode());
    assertEquals(400, client.send(post("/decode", "{").build(), text()).statusCode());
    assertEquals(404, client.send(post("/decode/x", "{}").build(), text()).statusCode());
    assertEquals(
        405, client.send(HttpRequest.newBuilder(uri("/decode")).build(), text()).statusCode());
    HttpRequest plain =
        HttpRequest.newBuilder(uri("/decode"))
            .POST(HttpRequest.BodyPublishers.ofString("{}"))
            .header("Content-Type", "text/plain")
            .build();
    assertEquals(415, client.send(plain, text()).statusCode());
  }

  private void open(@Nullable Bearers bearers) throws IOException {
    open(bearers, null);
  }

  private void open(@Nullable Bearers bearers, @Nullable SSLContext tls) throws IOException {
    endpoint =
        CodecEndpoint.open(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            tls,
            new Doorkeeper(List.of(UI), bearers),
            new PayloadTranslation(CODEC));
  }

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:%d%s".formatted(port(), path));
  }

  private int port() {
    return Objects.requireNonNull(endpoint).port();
  }

  private HttpRequest.Builder post(String path, String body) {
    return HttpRequest.newBuilder(uri(path))
        .header("Content-Type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofString(body));
  }

  private static HttpRequest with(HttpRequest.Builder request, String authorization) {
    return request.copy().header("Authorization", authorization).build();
  }

  private String rawStatus(String host) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port())) {
      socket
          .getOutputStream()
          .write(
              "POST /decode HTTP/1.1\r\nHost: %s\r\nContent-Type: application/json\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}"
                  .formatted(host)
                  .getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    }
  }

  private static HttpResponse.BodyHandler<String> text() {
    return HttpResponse.BodyHandlers.ofString();
  }

  private static String header(HttpResponse<String> answer, String name) {
    return answer.headers().firstValue(name).orElse("");
  }

  private static String json(Payload... payloads) throws IOException {
    return JsonFormat.printer()
        .print(Payloads.newBuilder().addAllPayloads(List.of(payloads)).build());
  }

  private static List<Payload> payloads(HttpResponse<String> answer) throws IOException {
    Payloads.Builder payloads = Payloads.newBuilder();
    JsonFormat.parser().merge(answer.body(), payloads);
    return payloads.getPayloadsList();
  }

  private static EncryptingCodec codec(String ring) {
    return EncryptingCodec.with(KeyRingText.read(ring, "ring"));
  }
}
