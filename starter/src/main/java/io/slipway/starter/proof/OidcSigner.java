package io.slipway.starter.proof;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.slipway.contract.Proof;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.function.Function;

/** Proves by a token of an OpenID Connect provider. */
final class OidcSigner implements Signer {
  private final Function<String, String> tokens;

  /**
   * @param tokens gives a token for the audience that binds it to a statement, if it can
   */
  OidcSigner(Function<String, String> tokens) {
    this.tokens = tokens;
  }

  @Override
  public Proof prove(String statement) {
    return new Proof.OidcToken(tokens.apply("slipway:" + digest(statement)).strip());
  }

  private static String digest(String text) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
