package io.slipway.gate;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import io.slipway.contract.Proof;
import io.slipway.domain.PlainText;
import io.slipway.tls.Trust;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Checks tokens of OpenID Connect providers. No message holds any of a token. */
final class OidcTokens {
  private static final Set<JWSAlgorithm> ALGORITHMS =
      Set.of(
          JWSAlgorithm.RS256,
          JWSAlgorithm.RS384,
          JWSAlgorithm.RS512,
          JWSAlgorithm.PS256,
          JWSAlgorithm.PS384,
          JWSAlgorithm.PS512,
          JWSAlgorithm.ES256,
          JWSAlgorithm.ES384,
          JWSAlgorithm.ES512);

  private static final Duration LEEWAY = Duration.ofMinutes(1);

  private static final Duration LIMIT = Duration.ofSeconds(5);
  private static final int LARGEST = 512 * 1024;

  /** A key that is not known has them read anew, but not more often than this. */
  private static final Duration BETWEEN = Duration.ofSeconds(30);

  private final Map<Place, JWKSource<SecurityContext>> remote = new ConcurrentHashMap<>();

  /** Where keys are, and who vouches for it. */
  private record Place(String address, @Nullable String ca) {}

  /**
   * Whose token it is.
   *
   * @param statement SHA-256 of the statement that it comes with
   */
  Identity prove(List<OidcIssuer> issuers, Proof.OidcToken proof, String statement, Instant now)
      throws UnprovenException {
    return prove(issuers, proof.token(), now, (c, i) -> requireFor(c, i, statement));
  }

  /** Whose token it is that is shown again and again, and is for the issuer's audience. */
  Identity bearer(List<OidcIssuer> issuers, String token, Instant now) throws UnprovenException {
    return prove(issuers, token, now, OidcTokens::requireAudience);
  }

  /** What a token must be for. */
  private interface Purpose {
    void require(JWTClaimsSet claims, OidcIssuer issuer) throws UnprovenException;
  }

  private Identity prove(List<OidcIssuer> issuers, String text, Instant now, Purpose purpose)
      throws UnprovenException {
    try {
      SignedJWT token = SignedJWT.parse(text);
      String named = token.getJWTClaimsSet().getIssuer();
      OidcIssuer issuer =
          issuers.stream()
              .filter(i -> i.issuer().equals(named))
              .findFirst()
              .orElseThrow(() -> unproven("the token's issuer is not one of the policy's"));
      JWTClaimsSet claims = verified(token, issuer);
      requireTimely(claims, now);
      purpose.require(claims, issuer);
      return identity(claims, issuer);
    } catch (ParseException e) {
      throw unproven("the token is no signed JWT, or a claim of it has the wrong type");
    }
  }

  private JWTClaimsSet verified(SignedJWT token, OidcIssuer issuer) throws UnprovenException {
    try {
      DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
      processor.setJWSKeySelector(new JWSVerificationKeySelector<>(ALGORITHMS, keys(issuer)));
      processor.setJWTClaimsSetVerifier((claims, context) -> {});
      return processor.process(token, null);
    } catch (BadJOSEException e) {
      throw unproven("the token does not carry a good signature of its issuer");
    } catch (RateLimitReachedException e) {
      throw unproven(
          "the token is signed by a key that %s did not have when it was asked a moment ago. Ask again in %d s"
              .formatted(issuer.issuer(), BETWEEN.toSeconds()));
    } catch (JOSEException | IOException | ParseException e) {
      throw unproven(
          "the keys of %s could not be read from %s (%s)"
              .formatted(issuer.issuer(), issuer.jwks(), why(e)));
    }
  }

  /** What stands in a file is told to nobody: it may be another file than was meant. */
  private static String why(Exception e) {
    return e instanceof KeySourceException
        ? PlainText.of(String.valueOf(e.getMessage()))
        : e.getClass().getSimpleName();
  }

  private JWKSource<SecurityContext> keys(OidcIssuer issuer) throws IOException, ParseException {
    if (!issuer.jwks().startsWith("https://")) {
      return new ImmutableJWKSet<>(JWKSet.load(Path.of(issuer.jwks()).toFile()));
    }
    Place place = new Place(issuer.jwks(), issuer.ca());
    JWKSource<SecurityContext> known = remote.get(place);
    if (known == null) {
      known = at(place);
      JWKSource<SecurityContext> before = remote.putIfAbsent(place, known);
      known = before == null ? known : before;
    }
    return known;
  }

  private static JWKSource<SecurityContext> at(Place place) throws IOException {
    int millis = (int) LIMIT.toMillis();
    return JWKSourceBuilder.create(
            URI.create(place.address).toURL(),
            new DefaultResourceRetriever(
                millis, millis, LARGEST, true, Trust.of(place.ca).getSocketFactory()))
        .rateLimited(BETWEEN.toMillis())
        .build();
  }

  private static void requireTimely(JWTClaimsSet claims, Instant now) throws UnprovenException {
    if (claims.getExpirationTime() == null
        || !now.minus(LEEWAY).isBefore(claims.getExpirationTime().toInstant())) {
      throw unproven("the token has expired");
    }
    if (claims.getNotBeforeTime() != null
        && now.plus(LEEWAY).isBefore(claims.getNotBeforeTime().toInstant())) {
      throw unproven("the token is not valid yet");
    }
  }

  private static void requireFor(JWTClaimsSet claims, OidcIssuer issuer, String statement)
      throws UnprovenException {
    List<String> audience = claims.getAudience();
    boolean bound = audience.contains("slipway:" + statement);
    if (!bound && (issuer.bind() || !audience.contains(issuer.audience()))) {
      throw unproven(
          issuer.bind()
              ? "the token is not for this very request (its audience must be slipway: and the"
                  + " SHA-256 of the statement)"
              : "the token is for somebody else (its audience must be %s)"
                  .formatted(issuer.audience()));
    }
  }

  private static void requireAudience(JWTClaimsSet claims, OidcIssuer issuer)
      throws UnprovenException {
    if (issuer.audience().isEmpty() || !claims.getAudience().contains(issuer.audience())) {
      throw unproven(
          issuer.audience().isEmpty()
              ? "the policy names no audience for tokens of " + issuer.issuer()
              : "the token is for somebody else (its audience must be %s)"
                  .formatted(issuer.audience()));
    }
  }

  private static Identity identity(JWTClaimsSet claims, OidcIssuer issuer)
      throws ParseException, UnprovenException {
    String user = claims.getStringClaim(issuer.userClaim());
    if (user == null || user.isBlank()) {
      throw unproven("the token lacks the claim " + issuer.userClaim());
    }
    List<String> groups = claims.getStringListClaim(issuer.groupsClaim());
    return new Identity(
        List.of(user),
        Objects.requireNonNullElse(groups, List.of()),
        "token of " + issuer.issuer(),
        null);
  }

  private static UnprovenException unproven(String why) {
    return new UnprovenException(why, null);
  }
}
