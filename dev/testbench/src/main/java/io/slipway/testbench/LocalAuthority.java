package io.slipway.testbench;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A certificate authority in a folder, and a certificate of its for 127.0.0.1. */
public final class LocalAuthority {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private static final char[] STORE = "changeit".toCharArray();

  private final Path folder;

  /** Makes both, in files. Skips the test where openssl is missing. */
  public LocalAuthority(Path folder) {
    Requirements.program("openssl", "openssl");
    this.folder = folder;
    String key = "-newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2";
    openssl("req -x509 %s -subj /CN=test -keyout ca.key -out ca.pem".formatted(key));
    openssl(
        ("req -x509 %s -subj /CN=127.0.0.1 -addext subjectAltName=IP:127.0.0.1 -CA ca.pem"
                + " -CAkey ca.key -addext basicConstraints=critical,CA:FALSE"
                + " -keyout server.key -out server.pem")
            .formatted(key));
  }

  public Path certificate() {
    return folder.resolve("ca.pem");
  }

  public Path serverCertificate() {
    return folder.resolve("server.pem");
  }

  /** In PKCS #8. */
  public Path serverKey() {
    return folder.resolve("server.key");
  }

  /** Shows the certificate for 127.0.0.1. */
  public SSLContext server() throws GeneralSecurityException {
    openssl(
        "pkcs12 -export -in server.pem -inkey server.key -passout pass:%s -out server.p12"
            .formatted(new String(STORE)));
    try {
      KeyStore store = KeyStore.getInstance(folder.resolve("server.p12").toFile(), STORE);
      KeyManagerFactory own =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      own.init(store, STORE);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(own.getKeyManagers(), null, null);
      return context;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Trusts this authority alone. */
  public SSLContext trust() throws GeneralSecurityException {
    try (InputStream in = Files.newInputStream(certificate())) {
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      store.setCertificateEntry(
          "ca", CertificateFactory.getInstance("X.509").generateCertificate(in));
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(store);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void openssl(String options) {
    List<String> command = new ArrayList<>(List.of("openssl"));
    command.addAll(List.of(options.split(" ")));
    Program.run(Launch.of(command).in(folder), LIMIT);
  }
}
