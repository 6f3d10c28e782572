package io.slipway.secret;

import io.slipway.domain.SecretRef;
import io.slipway.secret.SecretException.Obstacle;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * Where Vault is, as the worker's environment says it, in the words of Vault's own tools.
 *
 * @param address without a slash at its end
 */
record VaultSettings(String address, @Nullable String namespace, SSLContext tls) {

  static VaultSettings of(Map<String, String> environment, SecretRef ref) {
    String address = environment.getOrDefault("VAULT_ADDR", "").strip();
    if (!address.matches("https?://.+")) {
      throw unfit(
          ref,
          "the worker does not know where Vault is",
          "Set VAULT_ADDR where the worker is started, such as https://vault.example.com:8200.");
    }
    String skip = environment.getOrDefault("VAULT_SKIP_VERIFY", "").strip();
    if (!skip.isEmpty() && !skip.equals("0") && !skip.equalsIgnoreCase("false")) {
      throw unfit(
          ref,
          "VAULT_SKIP_VERIFY is set, with which anybody on the way could read and forge secrets",
          "Unset it, and set VAULT_CACERT to the authority that signed Vault's certificate.");
    }
    String namespace = environment.getOrDefault("VAULT_NAMESPACE", "").strip();
    String ca = environment.getOrDefault("VAULT_CACERT", "").strip();
    return new VaultSettings(
        address.replaceAll("/+$", ""),
        namespace.isEmpty() ? null : namespace,
        tls(ca.isEmpty() ? null : Path.of(ca), ref));
  }

  private static SSLContext tls(@Nullable Path authority, SecretRef ref) {
    try {
      if (authority == null) {
        return SSLContext.getDefault();
      }
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(store(authority));
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (IOException | GeneralSecurityException e) {
      throw unfit(
          ref,
          "VAULT_CACERT (%s) holds no certificates that the worker can read".formatted(authority),
          "Let it name a file of certificates in PEM.");
    }
  }

  private static KeyStore store(Path file) throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    try (InputStream in = Files.newInputStream(file)) {
      for (Certificate each : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
        store.setCertificateEntry("authority-" + store.size(), each);
      }
    }
    if (store.size() == 0) {
      throw new IOException("no certificate");
    }
    return store;
  }

  static SecretException unfit(SecretRef ref, String reason, String remedy) {
    return new SecretException(Obstacle.MISUSED, ref, reason, remedy);
  }
}
