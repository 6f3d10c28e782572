package io.slipway.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Access tokens of people who look into Temporal's Web UI. */
final class OnlookersTest {
  private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
  private static final String POLICY =
      """
      oidc: [{issuer: "https://id.example.com", audience: temporal-ui, jwks: JWKS}]
      groups: {ops: ["group:sre"]}
      rules:
        - {allow: [look], who: [ops, zoe]}
        - {allow: [look], who: [ana], applications: [shop]}
        - {allow: [deploy], who: [ben]}
      """;

  @TempDir Path folder;
  private ECKey provider;
  private Onlookers onlookers;

  @BeforeEach
  void open() throws IOException, JOSEException {
    provider = key();
    Path jwks = folder.resolve("jwks.json");
    Files.writeString(jwks, new JWKSet(provider.toPublicJWK()).toString());
    Path policy =
        Files.writeString(folder.resolve("policy.yml"), POLICY.replace("JWKS", jwks.toString()));
    onlookers = Onlookers.at(policy, InstantSource.fixed(NOW));
  }

  @Test
  void those_who_may_look_at_everything_may() throws JOSEException {
    assertEquals(Optional.empty(), onlookers.refusal(jwt(claims("zoe"), provider)));
    assertEquals(
        Optional.empty(),
        onlookers.refusal(jwt(claims("eve").claim("groups", List.of("sre")), provider)));
  }

  @Test
  void those_who_may_look_at_one_application_or_do_other_things_may_not() throws JOSEException {
    for (String user : List.of("ana", "ben", "ops", "nobody")) {
      assertEquals(
          "the policy does not let you look at all applications and stages",
          onlookers.refusal(jwt(claims(user), provider)).orElse(""));
    }
  }

  @Test
  void tokens_must_be_good_timely_and_for_the_user_interface() throws JOSEException {
    refused("good signature", jwt(claims("zoe"), key()));
    refused(
        "expired", jwt(claims("zoe").expirationTime(Date.from(NOW.minusSeconds(61))), provider));
    refused("must be temporal-ui", jwt(claims("zoe").audience("other"), provider));
    refused("must be temporal-ui", jwt(claims("zoe").audience((String) null), provider));
    refused("issuer is not one", jwt(claims("zoe").issuer("https://evil.test"), provider));
    refused("no signed JWT", "zoe");
  }

  private void refused(String why, String token) {
    String words = onlookers.refusal(token).orElse("nothing was wrong");
    assertTrue(words.contains(why), words);
  }

  private static JWTClaimsSet.Builder claims(String user) {
    return new JWTClaimsSet.Builder()
        .issuer("https://id.example.com")
        .audience("temporal-ui")
        .subject(user)
        .expirationTime(Date.from(NOW.plusSeconds(300)));
  }

  private static ECKey key() throws JOSEException {
    return new ECKeyGenerator(Curve.P_256).keyID("one").generate();
  }

  private static String jwt(JWTClaimsSet.Builder claims, ECKey key) throws JOSEException {
    SignedJWT jwt =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.ES256).keyID("one").build(), claims.build());
    jwt.sign(new ECDSASigner(key));
    return jwt.serialize();
  }
}
