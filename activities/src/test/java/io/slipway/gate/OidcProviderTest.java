package io.slipway.gate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.slipway.contract.Proof;
import io.slipway.testbench.LocalAuthority;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tokens of a provider that gives out its keys over TLS. */
final class OidcProviderTest {
  private static final String ISSUER = "https://id.example.com";
  private static final String STATEMENT = "ab".repeat(32);

  @TempDir static Path folder;
  private static LocalAuthority authority;
  private static RSAKey one;
  private static RSAKey two;

  private final Instant now = Instant.now();
  private final AtomicInteger asked = new AtomicInteger();
  private final OidcTokens tokens = new OidcTokens();
  private volatile JWKSet shown;
  private HttpsServer provider;

  @BeforeAll
  static void make() throws JOSEException {
    authority = new LocalAuthority(folder);
    one = new RSAKeyGenerator(2048).keyID("one").generate();
    two = new RSAKeyGenerator(2048).keyID("two").generate();
  }

  @BeforeEach
  void open() throws IOException, GeneralSecurityException {
    shown = new JWKSet(one.toPublicJWK());
    provider = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    provider.setHttpsConfigurator(new HttpsConfigurator(authority.server()));
    provider.createContext(
        "/",
        exchange -> {
          try (exchange) {
            asked.incrementAndGet();
            byte[] body = shown.toString().getBytes(UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
          }
        });
    provider.start();
  }

  @AfterEach
  void close() {
    provider.stop(0);
  }

  @Test
  void keys_are_read_once_from_a_server_that_the_named_authority_vouches_for() throws Exception {
    for (int i = 0; i < 3; i++) {
      assertEquals("ci-job", prove(issuer(), signed(one, claims())).name());
    }
    assertEquals(1, asked.get());

    String refused = unproven(issuer(null), signed(one, claims()));
    assertTrue(
        refused.startsWith(
            "the keys of https://id.example.com could not be read from " + address()),
        refused);
    assertTrue(refused.contains("PKIX"), refused);
    assertEquals(1, asked.get());
  }

  @Test
  void what_stands_in_a_file_that_is_no_set_of_keys_is_not_told() throws Exception {
    Path other = Files.writeString(folder.resolve("other"), "password=hunter2");
    OidcIssuer mistaken =
        new OidcIssuer(ISSUER, "slipway", true, other.toString(), null, "groups", "sub");

    assertEquals(
        "the keys of https://id.example.com could not be read from %s (ParseException)"
            .formatted(other),
        unproven(mistaken, signed(one, claims())));
  }

  @Test
  void a_key_that_is_new_is_asked_for_once_and_others_not_at_once_again() throws Exception {
    assertEquals("ci-job", prove(issuer(), signed(one, claims())).name());
    shown = new JWKSet(List.of(one.toPublicJWK(), two.toPublicJWK()));

    assertEquals("ci-job", prove(issuer(), signed(two, claims())).name());
    assertEquals(2, asked.get());
    RSAKey foreign = new RSAKeyGenerator(2048).keyID("three").generate();
    for (int i = 0; i < 5; i++) {
      assertEquals(
          "the token is signed by a key that https://id.example.com did not have when it was asked"
              + " a moment ago. Ask again in 30 s",
          unproven(issuer(), signed(foreign, claims())));
    }
    assertEquals(2, asked.get());
    assertEquals("ci-job", prove(issuer(), signed(one, claims())).name());
    assertEquals("ci-job", prove(issuer(), signed(two, claims())).name());
  }

  @Test
  void a_token_is_signed_in_a_way_that_its_key_is_for() throws Exception {
    String good = signed(one, claims());
    String claims = good.split("\\.")[1];
    String signature = good.split("\\.")[2];
    byte[] known = one.toRSAPublicKey().getEncoded();
    String pem =
        "-----BEGIN PUBLIC KEY-----\n%s\n-----END PUBLIC KEY-----\n"
            .formatted(Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(known));
    RSAKey own = new RSAKeyGenerator(2048).keyID("one").generate();
    SignedJWT embedded =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.RS256)
                .keyID("one")
                .jwk(own.toPublicJWK())
                .jwkURL(URI.create(address()))
                .build(),
            claims());
    embedded.sign(new RSASSASigner(own));

    for (String token :
        List.of(
            mac(known),
            mac(pem.getBytes(UTF_8)),
            mac(one.toPublicJWK().toString().getBytes(UTF_8)),
            embedded.serialize(),
            headed("{\"alg\":\"ES256\",\"kid\":\"one\"}", claims, signature),
            headed("{\"alg\":\"RS384\",\"kid\":\"one\"}", claims, signature),
            headed("{\"alg\":\"NONE\",\"kid\":\"one\"}", claims, signature),
            headed("{\"alg\":\"RS256\",\"kid\":\"one\"}", claims, ""))) {
      String refused = unproven(issuer(), token);
      assertTrue(
          List.of(
                  "the token does not carry a good signature of its issuer",
                  "the token is no signed JWT, or a claim of it has the wrong type")
              .contains(refused),
          refused);
    }
    for (String end : List.of("", signature)) {
      assertEquals(
          "the token is no signed JWT, or a claim of it has the wrong type",
          unproven(issuer(), headed("{\"alg\":\"none\"}", claims, end)));
    }
    assertEquals("ci-job", prove(issuer(), good).name());
  }

  @Test
  void a_token_is_of_its_issuer_in_its_time_and_for_this_very_request() throws Exception {
    Date past = Date.from(now.minusSeconds(61));
    Date future = Date.from(now.plusSeconds(120));

    refused("issuer is not one", with(b -> b.issuer("https://id.example.com/")));
    refused("issuer is not one", with(b -> b.issuer(null)));
    refused("has expired", with(b -> b.expirationTime(past)));
    refused("has expired", with(b -> b.expirationTime(null)));
    refused("is not valid yet", with(b -> b.notBeforeTime(future)));
    refused("lacks the claim sub", with(b -> b.subject(null)));
    refused("not for this very request", with(b -> b.audience("slipway:" + "cd".repeat(32))));
    refused("not for this very request", with(b -> b.audience("slipway")));
    refused("not for this very request", with(b -> b.audience((String) null)));
    assertEquals(
        "ci-job",
        prove(issuer(), with(b -> b.audience(List.of("other", "slipway:" + STATEMENT)))).name());
  }

  private interface Change {
    JWTClaimsSet.Builder of(JWTClaimsSet.Builder claims);
  }

  private String with(Change change) throws JOSEException {
    return signed(one, change.of(new JWTClaimsSet.Builder(claims())).build());
  }

  private void refused(String why, String token) {
    String said = unproven(issuer(), token);
    assertTrue(said.contains(why), said);
  }

  private JWTClaimsSet claims() {
    return new JWTClaimsSet.Builder()
        .issuer(ISSUER)
        .subject("ci-job")
        .audience("slipway:" + STATEMENT)
        .expirationTime(Date.from(now.plusSeconds(300)))
        .build();
  }

  private static String signed(RSAKey key, JWTClaimsSet claims) throws JOSEException {
    SignedJWT jwt =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build(), claims);
    jwt.sign(new RSASSASigner(key));
    return jwt.serialize();
  }

  /** With what everybody knows for a secret. */
  private String mac(byte[] secret) throws JOSEException {
    SignedJWT jwt =
        new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("one").build(), claims());
    jwt.sign(new MACSigner(secret));
    return jwt.serialize();
  }

  private static String headed(String header, String claims, String signature) {
    return "%s.%s.%s".formatted(Base64URL.encode(header), claims, signature);
  }

  private Identity prove(OidcIssuer issuer, String token) throws UnprovenException {
    return tokens.prove(List.of(issuer), new Proof.OidcToken(token), STATEMENT, now);
  }

  private String unproven(OidcIssuer issuer, String token) {
    return String.valueOf(
        assertThrows(UnprovenException.class, () -> prove(issuer, token)).getMessage());
  }

  private String address() {
    return "https://127.0.0.1:%d/keys".formatted(provider.getAddress().getPort());
  }

  private OidcIssuer issuer() {
    return issuer(authority.certificate().toString());
  }

  private OidcIssuer issuer(@Nullable String ca) {
    return new OidcIssuer(ISSUER, "slipway", true, address(), ca, "groups", "sub");
  }
}
