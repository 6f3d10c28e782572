package io.slipway.contract;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** What shows who made a statement. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Proof.SshSignature.class, name = "ssh"),
  @JsonSubTypes.Type(value = Proof.OidcToken.class, name = "oidc")
})
public sealed interface Proof {
  /** The namespace of our signatures: one that was made for anything else proves nothing here. */
  String SSH_NAMESPACE = "slipway";

  /**
   * A signature as {@code ssh-keygen -Y sign -n slipway} makes it.
   *
   * @param armored with its first and last line
   */
  record SshSignature(String armored) implements Proof {}

  /**
   * A token of an OpenID Connect provider. Whoever has it is taken for its owner, so that it must
   * not be kept in the clear.
   */
  record OidcToken(String token) implements Proof {
    @Override
    public String toString() {
      return "OidcToken[token=(not shown)]";
    }
  }
}
