package io.slipway.standalone.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import com.google.protobuf.util.JsonFormat;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.slipway.codec.EncryptingCodec;
import io.slipway.codec.KeyRingText;
import io.slipway.testbench.Launch;
import io.slipway.testbench.Program;
import io.temporal.api.common.v1.Payload;
import io.temporal.api.common.v1.Payloads;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code slipway codec} as it is started by people and by systemd. */
class CodecProcessIT {
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final String RING = "2026 AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\n";
  private static final String TOKEN = "0123456789abcdef0123456789abcdef";
  private static final String CLEAR = "\"web1.example.com\"";

  @TempDir Path folder;
  private String ring = "";

  @BeforeEach
  void makeRing() throws IOException {
    ring = "file:" + file("ring", RING);
  }

  @Test
  void does_not_start_when_it_is_asked_for_what_cannot_be_and_says_what() throws IOException {
    refused("Missing required option: '--origin=URL'", "--payload-keys", ring);
    refused("no payload keys are set", "--origin=http://ui");
    refused(
        "file:/none: tried to read payload keys, but there is no such file",
        "--origin=http://ui",
        "--payload-keys=file:/none");
    Path tokens = file("tokens", TOKEN);
    guarded(
        "--token-file=FILE, --policy=FILE are mutually exclusive",
        "--token-file=" + tokens,
        "--policy=" + file("any.yml", "rules: []"));
    guarded("/none: tried to read tokens, but the file cannot be read", "--token-file=/none");
    guarded("The policy cannot be used:", "--policy=/none");
    guarded("--tls-key=FILE", "--token-file=" + tokens, "--tls-certificate=/none");
    guarded(
        "/none: tried to read a certificate and its key",
        "--tls-certificate=/none",
        "--tls-key=/none");
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      guarded(
          "tried to listen there, but the address cannot be had",
          "--listen=127.0.0.1:" + taken.getLocalPort());
    }
  }

  @Test
  void answers_the_owners_of_tokens_alone() throws Exception {
    try (Program codec = serve("--token-file=" + file("tokens", "# ana\n" + TOKEN + "\n"))) {
      assertEquals(401, ask(codec, null).statusCode());
      assertEquals(403, ask(codec, TOKEN + "0").statusCode());
      decodedBy(codec, TOKEN);
    }
  }

  @Test
  void answers_those_who_may_look_at_everything_alone() throws Exception {
    ECKey provider = new ECKeyGenerator(Curve.P_256).keyID("one").generate();
    Path keys = file("jwks.json", new JWKSet(provider.toPublicJWK()).toString());
    Path policy =
        file(
            "policy.yml",
            """
            oidc: [{issuer: "https://id.example.com", audience: temporal-ui, jwks: %s}]
            rules:
              - {allow: [look], who: [zoe]}
              - {allow: [look], who: [ana], applications: [shop]}
            """
                .formatted(keys));
    try (Program codec = serve("--policy=" + policy)) {
      assertEquals(401, ask(codec, null).statusCode());
      HttpResponse<String> partly = ask(codec, token("ana", provider));
      assertEquals(403, partly.statusCode());
      assertEquals(
          "the policy does not let you look at all applications and stages\n", partly.body());
      decodedBy(codec, token("zoe", provider));
    }
  }

  /** Nothing that it decodes or that was shown to it stands in what it says. */
  private static void decodedBy(Program codec, String token) throws Exception {
    HttpResponse<String> answer = ask(codec, token);
    assertEquals(200, answer.statusCode(), answer.body());
    assertTrue(answer.body().contains(base64(CLEAR)), answer.body());
    codec.terminate();
    assertEquals(0, codec.awaitExit(LIMIT), codec.output());
    for (String secret : List.of(token, CLEAR, base64(CLEAR))) {
      assertFalse(codec.output().contains(secret), codec.output());
    }
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(ByteString.copyFromUtf8(text).toByteArray());
  }

  private static HttpResponse<String> ask(Program codec, @Nullable String token) throws Exception {
    Payload clear = Payload.newBuilder().setData(ByteString.copyFromUtf8(CLEAR)).build();
    Payloads payloads =
        Payloads.newBuilder()
            .addAllPayloads(
                EncryptingCodec.with(KeyRingText.read(RING, "ring")).encode(List.of(clear)))
            .build();
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(address(codec) + "/decode"))
            .header("Content-Type", "application/json")
            .header("Origin", "http://ui")
            .POST(HttpRequest.BodyPublishers.ofString(JsonFormat.printer().print(payloads)));
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
  }

  static String address(Program codec) {
    return codec.output().replaceFirst("(?s).*Decodes at (\\S+) .*", "$1");
  }

  private static String token(String user, ECKey provider) throws JOSEException {
    SignedJWT jwt =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.ES256).keyID("one").build(),
            new JWTClaimsSet.Builder()
                .issuer("https://id.example.com")
                .audience("temporal-ui")
                .subject(user)
                .expirationTime(Date.from(Instant.now().plusSeconds(300)))
                .build());
    jwt.sign(new ECDSASigner(provider));
    return jwt.serialize();
  }

  private Path file(String name, String text) throws IOException {
    Path file = Files.writeString(folder.resolve(name), text);
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }

  /** One that has keys and an origin, on a port of its own. */
  private List<String> enough(String... more) {
    List<String> arguments = new ArrayList<>(List.of(more));
    arguments.addAll(List.of("--origin=http://ui", "--payload-keys=" + ring));
    if (!arguments.getFirst().startsWith("--listen")) {
      arguments.add("--listen=127.0.0.1:0");
    }
    return arguments;
  }

  private Program serve(String... more) {
    Program codec = start(enough(more));
    codec.awaitOutput("until it is stopped", LIMIT);
    return codec;
  }

  private void guarded(String why, String... more) {
    refused(why, enough(more).toArray(String[]::new));
  }

  private void refused(String why, String... arguments) {
    try (Program codec = start(List.of(arguments))) {
      assertEquals(2, codec.awaitExit(LIMIT), codec.output());
      assertTrue(codec.output().contains(why), codec.output());
      assertFalse(codec.output().contains("\tat "), codec.output());
    }
  }

  private Program start(List<String> arguments) {
    List<String> all = new ArrayList<>(List.of("codec"));
    all.addAll(arguments);
    return Program.start(
        Launch.java("io.slipway.standalone.Main", all.toArray(String[]::new)).in(folder));
  }
}
