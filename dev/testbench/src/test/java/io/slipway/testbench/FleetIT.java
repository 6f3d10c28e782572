package io.slipway.testbench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FleetIT {
  private static final String RELEASE =
      "mkdir -p /srv/app/releases/%1$s && echo %1$s >/srv/app/releases/%1$s/id"
          + " && ln -sfn releases/%1$s /srv/app/current && /opt/fleet/bin/app restart";

  @RegisterExtension static final FleetExtension extension = FleetExtension.of(3);

  private final Fleet fleet = extension.get();

  @Test
  void gives_each_host_its_own_name_disk_and_processes() throws Exception {
    assertEquals("vm2", ssh(2, "hostname"));
    ssh(2, "echo mine >/srv/app/file; echo log >/home/deploy/note");

    assertEquals("mine\n", Files.readString(fleet.onDisk(2, "/srv/app/file")));
    assertEquals("log\n", Files.readString(fleet.onDisk(2, "/home/deploy/note")));
    assertFalse(Files.exists(fleet.onDisk(1, "/srv/app/file")));
    assertTrue(Files.readString(fleet.knownHosts()).contains(fleet.host(3).hostKey()));
  }

  @Test
  void tells_what_each_host_has_and_serves() throws Exception {
    fleet.execute(1, RELEASE.formatted("20260101000000"));

    FleetHostState untouched = fleet.state().get(1);
    assertEquals(
        new FleetHostState("vm2", Optional.empty(), Optional.empty(), List.of()), untouched);
    FleetHostState released = fleet.state().get(0);
    assertEquals(Optional.of("20260101000000"), released.current());
    assertEquals(Optional.of("20260101000000"), released.served());
    assertEquals(List.of("20260101000000"), released.releases());
    assertEquals("20260101000000\n", get(1, "/release/id"));
  }

  @Test
  void brings_the_app_back_when_a_host_boots_again() throws Exception {
    fleet.execute(1, RELEASE.formatted("20260101000000"));

    fleet.breakHost(1, "--power-off");
    assertNotEquals(0, sshExit(1, "true"));
    fleet.heal(1);

    assertEquals(0, sshExit(1, "true"));
    Eventually.passes(
        Duration.ofSeconds(10), () -> assertEquals("20260101000000\n", get(1, "/release/id")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"--refuse", "--blackhole", "--hang"})
  void breaks_the_way_to_a_host_and_heals_it(String fault) {
    fleet.breakHost(3, fault);
    assertNotEquals(0, sshExit(3, "true"));
    assertEquals(0, sshExit(2, "true"), "the others are not affected");

    fleet.heal(3);
    assertEquals(0, sshExit(3, "true"));
  }

  @Test
  void fills_a_disk_and_empties_it() {
    fleet.breakHost(1, "--disk-full");
    assertNotEquals(0, sshExit(1, "echo x >/srv/app/file"));

    fleet.heal(1);
    assertEquals(0, sshExit(1, "echo x >/srv/app/file"));
  }

  @Test
  void makes_one_program_fail_on_one_host() {
    fleet.breakHost(1, "--fail-cmd", "mv", "7");

    assertEquals(7, sshExit(1, "touch a; mv a b"));
    assertEquals(0, sshExit(2, "touch a; mv a b"));
    fleet.heal(1);
    assertEquals(0, sshExit(1, "mv a b"));
  }

  @Test
  void has_one_program_write_other_bytes_on_one_host() {
    String wrote = "printf 'a\\000b' | cat | grep -aqx \"$(printf 'a\\001b')\"";
    fleet.breakHost(1, "--spoil-cmd", "cat");

    assertEquals(0, sshExit(1, wrote));
    assertNotEquals(0, sshExit(2, wrote));
    fleet.heal(1);
    assertNotEquals(0, sshExit(1, wrote));
  }

  @Test
  void makes_one_program_slow_and_cuts_a_session_that_waits_for_it() {
    fleet.breakHost(1, "--slow-cmd", "ln", "30");
    try (Program session = Program.start(sshTo(1, "echo waiting; ln -s x /srv/app/link"))) {
      session.awaitOutput("waiting", Duration.ofSeconds(10));
      fleet.breakHost(1, "--drop");
      assertEquals(255, session.awaitExit(Duration.ofSeconds(10)));
    }
    fleet.heal(1);
    assertEquals(0, sshExit(1, "ln -s x /srv/app/quick"), "healed while the slow one still runs");
  }

  @Test
  void lengthens_every_round_trip_to_a_host() {
    fleet.breakHost(1, "--slow", "200");
    long began = System.nanoTime();
    assertEquals(0, sshExit(1, "true"));

    // A login takes more than five round trips; without the fault it takes well below this.
    assertTrue(System.nanoTime() - began > 5 * 200_000_000L);
  }

  @Test
  void serves_repositories_to_hosts() {
    try (GitRepository repository = fleet.repository("sample")) {
      String sha = repository.commit("First", Map.of("file", "x"));

      assertTrue(ssh(1, "git ls-remote " + fleet.gitUrl("sample") + " main").startsWith(sha));
      assertTrue(ssh(1, "git ls-remote /opt/fleet/git/sample.git main").startsWith(sha));
    }
  }

  @Test
  void lends_an_agent_with_the_encrypted_key() {
    Launch list = Launch.of("ssh-add", "-l").with("SSH_AUTH_SOCK", fleet.startAgent().toString());

    assertTrue(Program.run(list, Duration.ofSeconds(10)).contains("fleet-agent"));
  }

  @Test
  void starts_two_fleets_side_by_side() {
    try (Fleet other = Fleet.up(1)) {
      assertNotEquals(fleet.host(1).address(), other.host(1).address());
      assertNotEquals(fleet.gitUrl("app"), other.gitUrl("app"));
      assertEquals("vm1", other.execute(1, "hostname"));
    }
    assertEquals(0, sshExit(1, "true"), "taking one down leaves the other up");
  }

  private Launch sshTo(int host, String command) {
    String settings = fleet.sshConfig().toString();
    return Launch.of(
        "ssh",
        "-F",
        settings,
        "-o",
        "BatchMode=yes",
        "-o",
        "ConnectTimeout=2",
        "vm" + host,
        command);
  }

  private String ssh(int host, String command) {
    return Program.run(sshTo(host, command), Duration.ofSeconds(20));
  }

  private int sshExit(int host, String command) {
    try (Program program = Program.start(sshTo(host, command))) {
      return program.awaitExit(Duration.ofSeconds(20));
    }
  }

  private String get(int host, String path) {
    FleetHost target = fleet.host(host);
    URI uri = URI.create("http://" + target.address() + ":" + target.httpPort() + path);
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client
          .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
          .body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
