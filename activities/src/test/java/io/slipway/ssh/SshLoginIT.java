package io.slipway.ssh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.slipway.contract.FailureType;
import io.slipway.contract.HostFailure;
import io.slipway.domain.Host;
import io.slipway.domain.HostKeyPolicy;
import io.slipway.domain.HostName;
import io.slipway.domain.SshSettings;
import io.slipway.shell.HostAccess;
import io.slipway.shell.HostFaultException;
import io.slipway.testbench.Fleet;
import io.slipway.testbench.FleetExtension;
import io.slipway.testbench.FleetHost;
import io.slipway.testbench.Launch;
import io.slipway.testbench.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys, agents and host keys, with a real sshd. */
class SshLoginIT {
  @RegisterExtension static final FleetExtension extension = FleetExtension.of(3);

  private static final Duration QUICK = Duration.ofSeconds(20);

  @TempDir Path home;

  private final Fleet fleet = extension.get();
  private final FleetAccess access = FleetAccess.usual(fleet);
  private String authorized = "";

  private static Path agentSocket = Path.of("/nobody");

  @BeforeAll
  static void startAgent() {
    agentSocket = extension.get().startAgent();
  }

  @BeforeEach
  void startFromTheFleetsOwnKeys() throws IOException {
    Path file = authorizedKeys();
    if (authorized.isEmpty()) {
      authorized = Files.readString(file);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ed25519",
        "ecdsa -b 256",
        "ecdsa -b 521",
        "rsa -b 2048",
        "rsa -b 2048 -m PEM",
        "ecdsa -m PKCS8"
      })
  void logs_in_with_a_key_of_type(String type) throws IOException {
    Path key = generate("key", type, "");
    authorize(key);

    assertLogsIn(access.with(key, null).to(1));
  }

  @Test
  void opens_an_encrypted_key_with_the_passphrase_that_a_reference_stands_for() throws IOException {
    Path secret = Files.writeString(home.resolve("secret"), "fleet\n");
    Path key = fleet.encryptedKey();

    assertLogsIn(access.with(key, "file:" + secret).to(1));
    assertLogsIn(access.with(key, "env:KEY_PASSPHRASE").to(1), Map.of("KEY_PASSPHRASE", "fleet"));
  }

  @Test
  void says_what_is_wrong_with_a_key_and_never_its_passphrase() throws IOException {
    Path key = fleet.encryptedKey();
    Path wrong = Files.writeString(home.resolve("wrong"), "hush-4711");
    Path open = Files.copy(fleet.privateKey(), home.resolve("open"));
    Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rw-r--r--"));

    assertUnusable(access.with(key, null), "encrypted");
    assertUnusable(access.with(key, "file:" + wrong), "does not open it");
    assertUnusable(access.with(key, "env:NOT_THERE"), "NOT_THERE");
    assertUnusable(access.with(home.resolve("missing"), null), "no such file");
    assertUnusable(access.with(open, null), "other users have access");
    assertUnusable(access.with(wrong, null), "other users have access");
  }

  @Test
  void logs_in_with_a_key_of_the_agent() {
    assertLogsIn(access.withAgent(agentSocket).to(1));
  }

  @Test
  void finds_a_configured_key_in_the_agent_without_its_passphrase() {
    FleetAccess both = access.with(fleet.encryptedKey(), null);

    assertLogsIn(both.to(1), Map.of("SSH_AUTH_SOCK", agentSocket.toString()));
  }

  @Test
  void tries_the_configured_key_first_however_many_the_agent_holds() throws IOException {
    Path socket = home.resolve("agent.sock");
    try (Program agent = Program.start(Launch.of("ssh-agent", "-D", "-a", socket.toString()))) {
      agent.awaitOutput("SSH_AUTH_SOCK", QUICK);
      for (int i = 0; i < 9; i++) {
        add(socket, generate("other" + i, "ed25519", ""));
      }
      Path rsa = generate("rsa", "rsa -b 2048", "");
      authorize(rsa);
      add(socket, rsa);

      assertLogsIn(access.with(rsa, null).to(1), Map.of("SSH_AUTH_SOCK", socket.toString()));
      assertLogsIn(access.to(1), Map.of("SSH_AUTH_SOCK", socket.toString()));
      HostFailure refused = failureOf(access.withAgent(socket).to(1));
      assertEquals(FailureType.AUTHENTICATION_REFUSED, refused.type(), refused.message());
    }
  }

  @Test
  void logs_in_with_a_certificate_beside_the_key() throws IOException {
    Path authority = generate("authority", "ed25519", "");
    Path key = generate("certified", "rsa -b 2048", "");
    keygen("-s", authority.toString(), "-I", "id", "-n", "deploy", key + ".pub");
    Files.writeString(
        authorizedKeys(),
        authorized + "cert-authority " + Files.readString(home.resolve("authority.pub")));

    assertLogsIn(access.with(key, null).to(1));
  }

  @Test
  void says_that_the_host_accepts_none_of_the_keys() throws IOException {
    Path stranger = generate("stranger", "ed25519", "");

    HostFailure refused = failureOf(access.with(stranger, null).to(1));

    assertEquals(FailureType.AUTHENTICATION_REFUSED, refused.type());
    assertTrue(refused.message().contains(stranger.toString()), refused.message());
  }

  @Test
  void refuses_a_host_that_no_file_knows() throws IOException {
    Path empty = Files.createFile(home.resolve("known_hosts"));

    HostFailure refused = failureOf(access.trusting(empty, HostKeyPolicy.STRICT).to(1));

    assertEquals(FailureType.HOST_KEY_REJECTED, refused.type());
    assertTrue(refused.message().contains(fingerprint(1)), refused.message());
    assertEquals("", Files.readString(empty));
  }

  @Test
  void remembers_each_new_host_once_however_many_meet_it_at_once() throws Exception {
    Path file = home.resolve("new/known_hosts");
    FleetAccess trusting = access.trusting(file, HostKeyPolicy.ACCEPT_NEW);
    try (SshHostSessions first = FleetAccess.sessions(home);
        SshHostSessions second = FleetAccess.sessions(home);
        ExecutorService callers = Executors.newFixedThreadPool(12)) {
      List<Future<Boolean>> all = new ArrayList<>();
      for (int i = 0; i < 12; i++) {
        SshHostSessions sessions = i % 2 == 0 ? first : second;
        HostAccess host = trusting.to(1 + i % 3);
        all.add(callers.submit(() -> FleetAccess.run(sessions, host, "true").succeeded()));
      }
      for (Future<Boolean> each : all) {
        assertTrue(each.get());
      }
    }

    List<String> lines = Files.readAllLines(file);
    assertEquals(3, lines.stream().distinct().count());
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    assertLogsIn(access.trusting(file, HostKeyPolicy.STRICT).to(1));
    assertTrue(
        lines.stream().anyMatch(line -> line.contains(fleet.host(1).hostKey())), lines.toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"STRICT", "ACCEPT_NEW"})
  void refuses_a_changed_key_whatever_the_policy(HostKeyPolicy policy) throws IOException {
    FleetHost host = fleet.host(1);
    Path file = home.resolve("known_hosts");
    Path other = generate("other", "ed25519", "");
    String name = KnownHosts.nameOf(host.address(), host.port());
    String text = "# a comment\n%s %s".formatted(name, Files.readString(home.resolve("other.pub")));
    Files.writeString(file, text);

    HostFailure refused = failureOf(access.trusting(file, policy).to(1));

    assertEquals(FailureType.HOST_KEY_REJECTED, refused.type());
    assertTrue(refused.message().contains(fingerprint(1)), refused.message());
    assertTrue(refused.message().contains(fingerprintOf(other)), refused.message());
    assertTrue(refused.message().contains(file + ":2"), refused.message());
    assertEquals(text, Files.readString(file));
  }

  @Test
  void follows_the_files_when_they_change() throws IOException {
    Path file = Files.createFile(home.resolve("known_hosts"));
    HostAccess host = access.trusting(file, HostKeyPolicy.STRICT).to(1);
    try (SshHostSessions sessions = FleetAccess.sessions(home)) {
      assertThrows(HostFaultException.class, () -> FleetAccess.run(sessions, host, "true"));
      Files.copy(fleet.knownHosts(), file, StandardCopyOption.REPLACE_EXISTING);
      assertTrue(FleetAccess.run(sessions, host, "true").succeeded());
    }
  }

  @Test
  void asks_openssh_how_to_reach_a_host() throws IOException {
    Files.createDirectories(home.resolve(".ssh"));
    Files.copy(fleet.sshConfig(), home.resolve(".ssh/config"));
    HostAccess byName =
        new HostAccess(
            new Host(HostName.of("vm2"), null, null, null, List.of(), false),
            new SshSettings(
                "nobody",
                22,
                List.of(),
                List.of(),
                null,
                null,
                List.of(),
                HostKeyPolicy.STRICT,
                true));

    try (SshHostSessions sessions = FleetAccess.sessions(home)) {
      assertEquals(
          "vm2 deploy\n",
          FleetAccess.run(sessions, byName, "echo $(hostname) $(id -un)").out().text());
    }
  }

  private void assertUnusable(FleetAccess how, String reason) {
    HostFailure failure = failureOf(how.to(1));
    assertEquals(FailureType.UNUSABLE_KEY, failure.type(), failure.message());
    assertTrue(failure.message().contains(reason), failure.message());
    assertFalse(failure.message().contains("hush"), failure.message());
  }

  private void assertLogsIn(HostAccess host) {
    assertLogsIn(host, Map.of());
  }

  private void assertLogsIn(HostAccess host, Map<String, String> environment) {
    try (SshHostSessions sessions = SshHostSessions.open(SshLimits.defaults(), environment, home)) {
      assertTrue(FleetAccess.run(sessions, host, "true").succeeded());
    }
  }

  private HostFailure failureOf(HostAccess host) {
    try (SshHostSessions sessions = FleetAccess.sessions(home)) {
      return assertThrows(HostFaultException.class, () -> FleetAccess.run(sessions, host, "true"))
          .failure();
    }
  }

  private Path authorizedKeys() {
    return fleet.onDisk(1, "/home/deploy/.ssh/authorized_keys");
  }

  private void authorize(Path key) throws IOException {
    Files.writeString(authorizedKeys(), authorized + Files.readString(Path.of(key + ".pub")));
  }

  private Path generate(String name, String type, String passphrase) {
    Path key = home.resolve(name);
    List<String> options =
        new ArrayList<>(List.of("-q", "-N", passphrase, "-f", key.toString(), "-t"));
    options.addAll(List.of(type.split(" ")));
    keygen(options.toArray(String[]::new));
    return key;
  }

  private static void add(Path socket, Path key) {
    Program.run(
        Launch.of("ssh-add", "-q", key.toString()).with("SSH_AUTH_SOCK", socket.toString()), QUICK);
  }

  private String fingerprint(int host) {
    String[] words = fleet.host(host).hostKey().split(" ");
    return WireKey.of(words[0], words[1]).orElseThrow().fingerprint();
  }

  private static String fingerprintOf(Path key) throws IOException {
    return WireKey.inLine(Files.readString(Path.of(key + ".pub"))).orElseThrow().fingerprint();
  }

  private static void keygen(String... options) {
    List<String> command = new ArrayList<>(List.of("ssh-keygen"));
    command.addAll(List.of(options));
    Program.run(Launch.of(command), QUICK);
  }
}
