package io.slipway.ssh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.slipway.contract.FailureType;
import io.slipway.contract.HostFailure;
import io.slipway.domain.SecretRef;
import io.slipway.domain.SshSettings;
import io.slipway.secret.SecretPermissions;
import io.slipway.secret.SecretStores;
import io.slipway.shell.HostAccess;
import io.slipway.shell.HostFaultException;
import io.slipway.testbench.Eventually;
import io.slipway.testbench.Fleet;
import io.slipway.testbench.FleetExtension;
import io.slipway.testbench.OpenBao;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Certificates that a real OpenBao signs, shown to a real sshd. */
class SshCertificateIT {
  @RegisterExtension static final FleetExtension extension = FleetExtension.of(2);

  private static OpenBao bao;

  @TempDir Path home;
  private final Fleet fleet = extension.get();
  private SecretStores stores =
      SecretStores.open(Map.of(), Path.of("/nowhere"), SecretPermissions.all());
  private SshHostSessions sessions = FleetAccess.sessions(Path.of("/nowhere"));

  @BeforeAll
  static void start() {
    bao = OpenBao.start();
    bao.enable("ssh", "ssh", Map.of());
    bao.call("POST", "ssh/config/ca", Map.of("generate_signing_key", true));
    bao.enable("foreign", "ssh", Map.of());
    bao.call("POST", "foreign/config/ca", Map.of("generate_signing_key", true));
    for (String engine : List.of("ssh", "foreign")) {
      role(engine + "/roles/deploy", "deploy", "10m");
    }
    role("ssh/roles/others", "ana", "10m");
    String authority =
        bao.call("GET", "ssh/config/ca", Map.of()).path("data").path("public_key").asText();
    trust(1, authority.strip());
    trust(2, authority.strip());
  }

  @AfterAll
  static void stop() {
    if (bao != null) {
      bao.close();
    }
  }

  @BeforeEach
  void open() {
    Map<String, String> environment =
        Map.of("VAULT_ADDR", bao.address(), "VAULT_TOKEN", bao.rootToken());
    stores = SecretStores.open(environment, home, SecretPermissions.of(environment));
    sessions = SshHostSessions.open(SshLimits.defaults(), Map.of(), home, stores);
  }

  @AfterEach
  void close() {
    sessions.close();
    stores.close();
  }

  @Test
  void logsInToAllHostsWithOneCertificate() {
    long before = bao.requests("update", "ssh/sign/deploy");
    for (int number = 1; number <= 2; number++) {
      assertEquals(
          "deploy",
          FleetAccess.run(sessions, to(number, "vault:ssh/sign/deploy"), "whoami")
              .out()
              .text()
              .strip());
    }
    assertEquals(before + 1, bao.requests("update", "ssh/sign/deploy"));
  }

  @Test
  void saysWhoseCertificateAHostRefuses() {
    HostFailure failure = refused("vault:foreign/sign/deploy");
    assertEquals(FailureType.AUTHENTICATION_REFUSED, failure.type());
    assertTrue(
        failure.reason().contains("a certificate of vault:foreign/sign/deploy for deploy"),
        failure.reason());
    assertTrue(failure.remedy().contains("TrustedUserCAKeys"), failure.remedy());
  }

  @Test
  void saysWhyNothingIsSigned() {
    HostFailure failure = refused("vault:ssh/sign/others");
    assertEquals(FailureType.SECRET_UNUSABLE, failure.type());
    assertTrue(failure.reason().contains("login deploy"), failure.reason());
    assertEquals(FailureType.SECRET_UNUSABLE, refused("vault:ssh/sign/nothing").type());
  }

  private HostFailure refused(String authority) {
    return assertThrows(
            HostFaultException.class, () -> FleetAccess.run(sessions, to(1, authority), "true"))
        .failure();
  }

  private HostAccess to(int number, String authority) {
    HostAccess usual = FleetAccess.usual(fleet).to(number);
    SshSettings ssh = usual.ssh();
    return new HostAccess(
        usual.host(),
        new SshSettings(
            ssh.user(),
            ssh.port(),
            List.of(),
            List.of(),
            null,
            null,
            ssh.knownHosts(),
            ssh.hostKeys(),
            false,
            SecretRef.parse(authority)));
  }

  /** Tells sshd of a host, and waits until it has read its configuration anew. */
  private static void trust(int number, String authority) {
    long before = starts(number);
    onHost(
        number,
        """
        echo '%s' >/run/fleet/ca.pub
        echo 'TrustedUserCAKeys /run/fleet/ca.pub' >>/run/fleet/sshd_config
        kill -HUP "$(cat /run/sshd.pid)"
        """
            .formatted(authority));
    Eventually.within(Duration.ofSeconds(10), "sshd to start", () -> starts(number) > before);
  }

  private static long starts(int number) {
    return Long.parseLong(
        onHost(number, "grep -c 'Server listening' /var/log/sshd.log || true").strip());
  }

  private static String onHost(int number, String command) {
    return extension.get().call("exec", Integer.toString(number), "--", "sh", "-ec", command);
  }

  private static void role(String path, String login, String life) {
    bao.call(
        "POST",
        path,
        Map.of(
            "key_type",
            "ca",
            "allow_user_certificates",
            true,
            "allowed_users",
            login,
            "ttl",
            life,
            "default_extensions",
            Map.of("permit-pty", "")));
  }
}
