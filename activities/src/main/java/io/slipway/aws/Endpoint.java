package io.slipway.aws;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Map;
import java.util.Optional;

/** Where the environment says that a service is. */
final class Endpoint {
  private static final String ALL = "AWS_ENDPOINT_URL";

  private Endpoint() {}

  /**
   * Empty where it says nothing.
   *
   * @param variable of this service alone
   * @throws FaultException when it is no address of a web server
   */
  static Optional<URI> of(Map<String, String> environment, String variable) {
    String said = AwsAccess.setting(environment, variable).isPresent() ? variable : ALL;
    return AwsAccess.setting(environment, said).map(text -> parsed(said, text));
  }

  private static URI parsed(String variable, String text) {
    try {
      URI uri = new URI(text);
      boolean web = "https".equalsIgnoreCase(uri.getScheme());
      if ((web || "http".equalsIgnoreCase(uri.getScheme())) && uri.getHost() != null) {
        return uri;
      }
    } catch (URISyntaxException e) {
      // Said below; the exception quotes the text, which may hold a password.
    }
    throw new FaultException(variable);
  }

  /** A variable of the environment holds no address of a web server. */
  static final class FaultException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final String variable;

    FaultException(String variable) {
      super(
          "%s holds no address of a web server. Give it one like https://host:port, or unset it."
              .formatted(variable));
      this.variable = variable;
    }

    String variable() {
      return variable;
    }
  }
}
