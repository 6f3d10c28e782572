package io.slipway.secret;

import com.fasterxml.jackson.databind.JsonNode;
import io.slipway.domain.SecretRef;
import io.slipway.secret.SecretException.Obstacle;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Vault, or OpenBao: any path of its API that answers to a GET with data. */
final class VaultStore implements SecretStore, SshSigner {
  static final SecretRef REVOCATION = SecretRef.parse("vault:sys/leases/revoke");
  static final SecretRef RENEWAL = SecretRef.parse("vault:auth/token/renew-self");

  /** There the worker's own access is kept, not secrets of applications. */
  private static final Pattern OWN = Pattern.compile("(auth|sys|cubbyhole|identity)(/.*)?");

  private static final Pattern UNFIT =
      Pattern.compile("/.*|.*/|.*//.*|(.*/)?\\.\\.?(/.*)?|.*[?#].*");

  private final VaultHttp vault;
  private final VaultSession session;

  private VaultStore(VaultHttp vault, VaultLogin login) {
    this.vault = vault;
    this.session = new VaultSession(vault, login);
  }

  /**
   * Does not connect yet.
   *
   * @param ref on whose behalf it is opened, for messages
   */
  static VaultStore open(Map<String, String> environment, Path home, SecretRef ref) {
    VaultLogin login = VaultLogin.of(environment, home, ref);
    return new VaultStore(new VaultHttp(VaultSettings.of(environment, ref)), login);
  }

  @Override
  public SecretDocument read(SecretRef ref) {
    String path = fit(ref);
    VaultHttp.Answer answer = session.ask(ref, token -> vault.get(ref, token, path, ref.version()));
    if (!answer.good()) {
      throw VaultFaults.of(ref, answer, ref.path(), "read");
    }
    return document(ref, answer.body());
  }

  @Override
  public void giveBack(String lease) {
    VaultHttp.Answer answer =
        session.ask(
            REVOCATION,
            token -> vault.post(REVOCATION, token, REVOCATION.path(), Map.of("lease_id", lease)));
    boolean gone = answer.status() == 400 || answer.status() == 404;
    if (!answer.good() && !gone) {
      throw VaultFaults.of(REVOCATION, answer, REVOCATION.path(), "update");
    }
  }

  @Override
  public String sign(SecretRef authority, String publicKey, String login) {
    String path = fit(authority);
    Map<String, String> wish =
        Map.of("public_key", publicKey, "valid_principals", login, "cert_type", "user");
    VaultHttp.Answer answer =
        session.ask(authority, token -> vault.post(authority, token, path, wish));
    if (answer.status() == 400) {
      throw new SecretException(
          Obstacle.DENIED,
          authority,
          "Vault signs no key for the login %s with this role".formatted(login),
          "Let the role sign certificates for users (allow_user_certificates), with %s among its"
                  .formatted(login)
              + " allowed_users.");
    }
    String certificate = answer.body().path("data").path("signed_key").asText().strip();
    if (!answer.good() || certificate.isEmpty()) {
      throw VaultFaults.of(authority, answer, authority.path(), "update");
    }
    return certificate;
  }

  VaultTransit transit() {
    return new VaultTransit(vault, session);
  }

  @Override
  public void close() {
    session.close();
    vault.close();
  }

  static String fit(SecretRef ref) {
    String path = ref.path();
    if (UNFIT.matcher(path).matches()) {
      throw VaultSettings.unfit(
          ref,
          "this is no path of Vault's API",
          "Write it without slashes at its ends, such as vault:secret/data/shop#url.");
    }
    if (OWN.matcher(path).matches()) {
      throw VaultSettings.unfit(
          ref,
          "what lies there is Vault's own",
          "Keep secrets of applications in an engine of their own, such as KV.");
    }
    return Arrays.stream(path.split("/"))
        .map(s -> URLEncoder.encode(s, StandardCharsets.UTF_8).replace("+", "%20"))
        .collect(Collectors.joining("/"));
  }

  private SecretDocument document(SecretRef ref, JsonNode body) {
    JsonNode data = body.path("data");
    JsonNode version = data.path("metadata").path("version");
    boolean versioned = data.size() == 2 && data.has("data") && version.isIntegralNumber();
    JsonNode fields = versioned ? data.path("data") : data;
    if (!fields.isObject()) {
      throw VaultFaults.missing(ref, body);
    }
    if (ref.version() != null && !versioned) {
      throw VaultSettings.unfit(
          ref,
          "what Vault has there comes in no versions",
          "Leave out ?version=, or keep it in a KV engine of version 2.");
    }
    Map<String, String> values = new LinkedHashMap<>();
    fields.properties().stream()
        .filter(field -> !field.getValue().isNull()) // nobody's password is null
        .forEach(field -> values.put(field.getKey(), text(field.getValue())));
    if (values.values().stream().anyMatch(session::holds)) {
      throw VaultSettings.unfit(
          ref, "what lies there is the worker's own access to Vault", "Refer to a secret.");
    }
    String lease = body.path("lease_id").asText();
    return new SecretDocument(
        values,
        versioned ? version.asText() : null,
        lease.isEmpty() ? null : lease,
        lease.isEmpty() ? null : Duration.ofSeconds(body.path("lease_duration").asLong()));
  }

  /** Text as it is; what Vault keeps in another form as JSON. */
  private static String text(JsonNode value) {
    return value.isValueNode() ? value.asText() : value.toString();
  }
}
