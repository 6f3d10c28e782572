package io.slipway.ssh;

import com.hierynomus.sshj.key.KeyAlgorithms;
import com.hierynomus.sshj.signature.SignatureEdDSA;
import com.hierynomus.sshj.transport.cipher.BlockCiphers;
import com.hierynomus.sshj.transport.cipher.GcmCiphers;
import com.hierynomus.sshj.transport.mac.Macs;
import java.security.Security;
import java.util.List;
import java.util.Map;
import net.schmizz.keepalive.KeepAliveProvider;
import net.schmizz.sshj.ConfigImpl;
import net.schmizz.sshj.common.Factory;
import net.schmizz.sshj.common.KeyType;
import net.schmizz.sshj.common.LoggerFactory;
import net.schmizz.sshj.common.SecurityUtils;
import net.schmizz.sshj.signature.Signature;
import net.schmizz.sshj.signature.SignatureECDSA;
import net.schmizz.sshj.signature.SignatureRSA;
import net.schmizz.sshj.transport.compression.NoneCompression;
import net.schmizz.sshj.transport.kex.Curve25519SHA256;
import net.schmizz.sshj.transport.kex.ECDHNistP;
import net.schmizz.sshj.transport.random.JCERandom;
import net.schmizz.sshj.transport.random.SingletonRandomFactory;
import org.slf4j.Logger;
import org.slf4j.helpers.NOPLogger;

/**
 * What we negotiate, pinned: nothing with SHA-1, no group exchange (after which the library does
 * not check certificates), and nothing that the JDK cannot do.
 */
final class Algorithms {
  static final List<String> CERTIFICATE_NAMES =
      List.of(
          "ssh-ed25519-cert-v01@openssh.com",
          "ecdsa-sha2-nistp256-cert-v01@openssh.com",
          "ecdsa-sha2-nistp384-cert-v01@openssh.com",
          "ecdsa-sha2-nistp521-cert-v01@openssh.com",
          "rsa-sha2-512-cert-v01@openssh.com",
          "rsa-sha2-256-cert-v01@openssh.com");

  /** How signatures of these names are made and checked. */
  static final Map<String, Factory<Signature>> SIGNATURES =
      Map.of(
          "ssh-ed25519", new SignatureEdDSA.Factory(),
          "rsa-sha2-256", new SignatureRSA.FactoryRSASHA256(),
          "rsa-sha2-512", new SignatureRSA.FactoryRSASHA512(),
          "ecdsa-sha2-nistp256", new SignatureECDSA.Factory256(),
          "ecdsa-sha2-nistp384", new SignatureECDSA.Factory384(),
          "ecdsa-sha2-nistp521", new SignatureECDSA.Factory521());

  static {
    SecurityUtils.setRegisterBouncyCastle(false);
    Security.addProvider(new EcdsaKeys());
  }

  private Algorithms() {}

  /** The signature algorithms that a key of this type serves. */
  static List<String> namesFor(String keyType) {
    return keyType.equals("ssh-rsa") ? List.of("rsa-sha2-512", "rsa-sha2-256") : List.of(keyType);
  }

  static ConfigImpl config() {
    ConfigImpl config = new ConfigImpl();
    config.setVersion("Slipway");
    config.setLoggerFactory(new Quiet());
    config.setRandomFactory(new SingletonRandomFactory(new JCERandom.Factory()));
    config.setKeyExchangeFactories(
        List.of(
            new Curve25519SHA256.Factory(),
            new Curve25519SHA256.FactoryLibSsh(),
            new ECDHNistP.Factory256(),
            new ECDHNistP.Factory384(),
            new ECDHNistP.Factory521()));
    config.setCipherFactories(
        List.of(
            BlockCiphers.AES256CTR(),
            BlockCiphers.AES128CTR(),
            GcmCiphers.AES256GCM(),
            GcmCiphers.AES128GCM()));
    config.setMACFactories(List.of(Macs.HMACSHA2256Etm(), Macs.HMACSHA2512Etm()));
    config.setCompressionFactories(List.of(new NoneCompression.Factory()));
    config.setKeyAlgorithms(
        List.of(
            KeyAlgorithms.EdDSA25519CertV01(),
            KeyAlgorithms.ECDSASHANistp256CertV01(),
            KeyAlgorithms.ECDSASHANistp384CertV01(),
            KeyAlgorithms.ECDSASHANistp521CertV01(),
            new KeyAlgorithms.Factory(
                "rsa-sha2-512-cert-v01@openssh.com",
                new SignatureRSA.FactoryRSASHA512(),
                KeyType.RSA_CERT),
            new KeyAlgorithms.Factory(
                "rsa-sha2-256-cert-v01@openssh.com",
                new SignatureRSA.FactoryRSASHA256(),
                KeyType.RSA_CERT),
            KeyAlgorithms.EdDSA25519(),
            KeyAlgorithms.ECDSASHANistp256(),
            KeyAlgorithms.ECDSASHANistp384(),
            KeyAlgorithms.ECDSASHANistp521(),
            KeyAlgorithms.RSASHA512(),
            KeyAlgorithms.RSASHA256()));
    config.setFileKeyProviderFactories(List.of());
    config.setVerifyHostKeyCertificates(false); // HostCertificate does, and does more
    // Its threads begin only when an interval is set; SshConnection does what they would.
    config.setKeepAliveProvider(KeepAliveProvider.HEARTBEAT);
    return config;
  }

  /**
   * The library logs each lost connection as an error with a stack trace, and commands too. We
   * report failures ourselves, so it speaks only where somebody asks for its details.
   */
  private static final class Quiet implements LoggerFactory {
    @Override
    public Logger getLogger(String name) {
      Logger logger = org.slf4j.LoggerFactory.getLogger(name);
      return logger.isDebugEnabled() ? logger : NOPLogger.NOP_LOGGER;
    }

    @Override
    public Logger getLogger(Class<?> type) {
      return getLogger(type.getName());
    }
  }
}
