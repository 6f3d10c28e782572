package io.slipway.release;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.slipway.contract.FailureType;
import io.slipway.contract.HostFailure;
import io.slipway.contract.HostOrder;
import io.slipway.contract.HostReport;
import io.slipway.contract.StepReport;
import io.slipway.domain.Delivery;
import io.slipway.domain.ReleaseId;
import io.slipway.domain.Steps;
import io.slipway.ssh.SshLimits;
import io.slipway.ssh.SshTimeouts;
import io.slipway.testbench.Eventually;
import io.slipway.testbench.Fleet;
import io.slipway.testbench.FleetExtension;
import io.slipway.testbench.FleetHost;
import io.slipway.testbench.GitRepository;
import io.temporal.client.ActivityCanceledException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The activities on real hosts: their way, and what comes of faults in the middle of it. */
class ReleaseOverSshIT {
  @RegisterExtension static final FleetExtension extension = FleetExtension.of(2);

  private static final String FIRST = "20261124090000";
  private static final String SECOND = "20261124100000";
  private static final Duration LONG = Duration.ofSeconds(90);

  /** A third of what the engine takes for death. */
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

  @TempDir Path folder;

  private Fleet fleet;
  private FleetSite site;

  @BeforeEach
  void open() {
    fleet = extension.get();
    site = new FleetSite(fleet, folder, quick());
  }

  @AfterEach
  void close() {
    site.close();
  }

  /** Notices dead hosts sooner than in earnest. */
  private static SshLimits quick() {
    return SshLimits.defaults()
        .with(
            new SshTimeouts(
                Duration.ofSeconds(4),
                Duration.ofSeconds(6),
                Duration.ofSeconds(12),
                Duration.ofSeconds(60),
                Duration.ofSeconds(3),
                Duration.ofSeconds(2)));
  }

  @Test
  void takes_a_host_forth_and_back() {
    site.steps = new Steps(null, null, Site.step("/opt/fleet/bin/app restart"));
    String one = commit("1");
    assertEquals(List.of("connect", "check"), names(site.host.check(site.deploy(1, FIRST, one))));
    site.deployed(1, FIRST, one);
    HostOrder second = site.deploy(1, SECOND, commit("2"));
    site.host.prepare(second);

    assertEquals(ReleaseId.of(FIRST), site.host.activate(second).previous());
    assertServed(SECOND);
    HostReport back = site.host.revert(second);

    assertEquals(ReleaseId.of(FIRST), back.live());
    assertServed(FIRST);
    site.host.discard(second);
    assertEquals(List.of(FIRST), fleet.state().getFirst().releases());
    assertEquals(1, site.host.inspect(second).releases().size());
  }

  @Test
  void pushes_a_large_repository_with_a_submodule() {
    byte[] noise = new byte[20_000_000];
    new Random(3).nextBytes(noise);
    String large = Base64.getEncoder().encodeToString(noise);
    try (GitRepository module = fleet.repository("module")) {
      module.commit("module", Map.of("inner", "of the module"));
      site.repository.commit("large", Map.of("large", large));
      String whole = site.repository.addSubmodule(module, fleet.gitUrl("module"), "lib/module");
      site.delivery = Delivery.PUSH;
      site.submodules = true;

      site.deployed(1, FIRST, whole);
    }
    assertEquals("of the module", read("releases/" + FIRST + "/lib/module/inner"));
    assertEquals(large, read("releases/" + FIRST + "/large"));
    assertEquals("", fleet.execute(1, "find /srv/app -name '*.gz' -o -name '*.part'").strip());
  }

  @Test
  void finishes_what_a_lost_connection_left_half_prepared() {
    String one = commit("1");
    HostOrder order = site.deploy(1, FIRST, one);
    fleet.breakHost(1, "--slow-cmd", "tar", "4");

    HostFailure lost =
        failingAfter(
            () -> site.host.prepare(order),
            "/srv/app/.slipway/" + FIRST + "/tree",
            () -> fleet.breakHost(1, "--drop"));

    assertEquals(FailureType.UNKNOWN_OUTCOME, lost.type(), lost.message());
    site.host.prepare(order);
    assertEquals(List.of(FIRST), fleet.state().getFirst().releases());
    assertEquals("1", read("releases/" + FIRST + "/file"));
  }

  @Test
  @Tag("capistrano-ask-4")
  void finds_the_restart_that_a_lost_connection_left_running() {
    HostOrder order = restarting("sleep 5; echo done");

    HostFailure lost =
        failingAfter(
            () -> site.host.activate(order),
            "/srv/app/shared/restarts",
            () -> fleet.breakHost(1, "--drop"));

    assertEquals(FailureType.UNKNOWN_OUTCOME, lost.type(), lost.message());
    assertEquals("done\n", site.host.activate(order).steps().getLast().output());
    assertEquals(1, read("shared/restarts").lines().count(), "it ran once");
  }

  @Test
  void ends_all_of_a_restart_that_is_cancelled() {
    HostOrder order = restarting("sleep 4711 & echo $! >$SLIPWAY_SHARED/child; sleep 4711");
    AtomicReference<String> whileItRan = new AtomicReference<>("");
    site.pulse =
        () -> {
          if (Files.exists(fleet.onDisk(1, "/srv/app/shared/child"))) {
            whileItRan.compareAndSet("", sleepers(4711));
            throw new ActivityCanceledException();
          }
        };

    assertThrows(ActivityCanceledException.class, () -> site.host.activate(order));

    assertEquals("2", whileItRan.get(), "sleepers before");
    assertEquals("0", sleepers(4711));
  }

  @Test
  void gives_a_frozen_host_up_in_time_and_beats_meanwhile() {
    HostOrder order = restarting("sleep 300");
    Beats beats = new Beats();
    site.pulse = beats::note;

    HostFailure frozen =
        failingAfter(
            () -> site.host.activate(order),
            "/srv/app/shared/restarts",
            () -> fleet.breakHost(1, "--hang"));

    assertEquals(FailureType.UNKNOWN_OUTCOME, frozen.type(), frozen.message());
    beats.assertSteady();
  }

  @Test
  void beats_on_while_it_tries_to_stop_a_frozen_host() {
    HostOrder order = restarting("sleep 300");
    Beats beats = new Beats();
    AtomicBoolean cancelled = new AtomicBoolean();
    site.pulse =
        () -> {
          beats.note();
          if (cancelled.get()) {
            throw new ActivityCanceledException();
          }
        };

    HostFailure frozen =
        failingAfter(
            () -> site.host.activate(order),
            "/srv/app/shared/restarts",
            () -> {
              fleet.breakHost(1, "--hang");
              cancelled.set(true);
            });

    assertTrue(
        List.of(FailureType.HANDSHAKE_TIMEOUT, FailureType.CONNECTION_LOST).contains(frozen.type()),
        frozen.message());
    beats.assertSteady();
  }

  @Test
  void says_what_a_host_lacks_to_fetch_over_ssh() throws IOException {
    FleetHost git = fleet.host(2);
    site.url =
        "ssh://deploy@%s:%d/opt/fleet/git/%s.git"
            .formatted(git.address(), git.port(), folder.getFileName());
    HostOrder order = site.deploy(1, FIRST, commit("1"));
    String home = "cd && rm -rf .ssh/known_hosts .ssh/id_ed25519 && mkdir -p -m 700 .ssh && ";
    fleet.execute(1, home + "true");

    HostFailure unknown = Site.failing(() -> site.host.prepare(order));
    assertEquals(FailureType.SOURCE_UNREACHABLE, unknown.type());
    assertTrue(unknown.reason().contains("host key is not known to deploy@vm1"), unknown.message());

    String names =
        "%1$s %2$s\n[%1$s]:%3$d %2$s".formatted(git.address(), git.hostKey(), git.port());
    fleet.execute(1, home + "echo '" + names + "' >.ssh/known_hosts");
    HostFailure refused = Site.failing(() -> site.host.prepare(order));
    assertTrue(refused.reason().contains("refuses the key of deploy@vm1"), refused.message());

    String key = Files.readString(fleet.privateKey());
    fleet.execute(1, "cd; umask 077; printf '%s' '" + key + "' >.ssh/id_ed25519");
    site.host.prepare(order);
    assertEquals("1", read("releases/" + FIRST + "/file"));
    fleet.execute(1, home + "true");
  }

  @Test
  void leaves_the_live_release_alone_when_nothing_can_be_renamed() {
    site.steps = new Steps(null, null, Site.step("/opt/fleet/bin/app restart"));
    site.deployed(1, FIRST, commit("1"));
    HostOrder second = site.deploy(1, SECOND, commit("2"));
    site.host.prepare(second);
    fleet.breakHost(1, "--fail-cmd", "mv", "1");

    HostFailure failed = Site.failing(() -> site.host.activate(second));

    assertEquals(FailureType.HOST_COMMAND_FAILED, failed.type(), failed.message());
    assertTrue(failed.message().contains("tried to write /srv/app/.slipway/"), failed.message());
    assertEquals(ReleaseId.of(FIRST), site.host.revert(second).live());
    fleet.heal(1);
    site.host.activate(second);
    assertServed(SECOND);
    fleet.breakHost(1, "--fail-cmd", "mv", "1");
    HostFailure stuck = Site.failing(() -> site.host.revert(second));
    assertEquals(FailureType.HOST_COMMAND_FAILED, stuck.type(), stuck.message());
    assertTrue(stuck.message().contains("tried to start restart-back"), stuck.message());
    fleet.heal(1);
    site.host.revert(second);
    assertServed(FIRST);
  }

  @Test
  void says_in_each_phase_that_the_disk_is_full() {
    site.deployed(1, FIRST, commit("1"));
    HostOrder second = site.deploy(1, SECOND, commit("2"));

    onFullDisk(() -> site.host.prepare(second));
    assertEquals(List.of(FIRST), fleet.state().getFirst().releases());
    site.host.prepare(second);
    onFullDisk(() -> site.host.activate(second));
    assertEquals(ReleaseId.of(FIRST), site.host.inspect(second).live());
    site.host.activate(second);
    onFullDisk(() -> site.host.finish(second));
    site.host.finish(second);

    assertEquals(2, read("revisions.log").lines().count());
    assertNull(site.host.inspect(second).previous());
  }

  private void onFullDisk(Runnable work) {
    fleet.breakHost(1, "--disk-full");
    HostFailure full = Site.failing(work);
    assertEquals(FailureType.DISK_FULL, full.type(), full.message());
    fleet.heal(1);
  }

  /** A prepared release whose restart first leaves a line in shared/restarts. */
  private HostOrder restarting(String command) {
    site.steps =
        new Steps(null, null, Site.step("echo begun >> $SLIPWAY_SHARED/restarts; " + command));
    HostOrder order = site.deploy(1, FIRST, commit("1"));
    site.host.prepare(order);
    return order;
  }

  /** The environment of sshd holds empty words, so that it would answer to an empty sign. */
  @Test
  void nobody_is_taken_for_a_process_of_a_step_without_a_sign() throws IOException {
    String script;
    try (InputStream part =
        Objects.requireNonNull(HostScript.class.getResourceAsStream("process.sh"))) {
      script = new String(part.readAllBytes(), UTF_8);
    }

    String empty = asRoot("grep -lzxF -e '' /proc/[0-9]*/environ 2>/dev/null | wc -l");
    String told =
        asRoot(
            script
                + "name_sign /nowhere; find_strays \"$sign\" && echo \"took$strays\" || echo"
                + " nobody");

    assertTrue(Integer.parseInt(empty) > 0, "there is somebody to be mistaken for one");
    assertEquals("nobody", told);
  }

  private String asRoot(String script) {
    return fleet.call("exec", "1", "--", "sh", "-c", script).strip();
  }

  /** Lets a fault happen once a file is there, and tells what the work then failed with. */
  private HostFailure failingAfter(Runnable work, String file, Runnable fault) {
    CompletableFuture<HostFailure> failure =
        CompletableFuture.supplyAsync(() -> Site.failing(work));
    Eventually.within(LONG, file, () -> Files.exists(fleet.onDisk(1, file)));
    fault.run();
    HostFailure told = failure.orTimeout(LONG.toSeconds(), TimeUnit.SECONDS).join();
    fleet.heal(1);
    return told;
  }

  /** How many processes sleep for so many seconds. */
  private String sleepers(int seconds) {
    return fleet
        .execute(
            1,
            "echo %d >/tmp/pattern; cat /proc/[0-9]*/cmdline 2>/dev/null | tr '\\0' '\\n'"
                    .formatted(seconds)
                + " | grep -cxf /tmp/pattern || true")
        .strip();
  }

  private String commit(String content) {
    return site.repository.commit("change", Map.of("file", content));
  }

  private String read(String path) {
    return Site.read(fleet.onDisk(1, FleetSite.ROOT + "/" + path));
  }

  private void assertServed(String release) {
    assertEquals(release, fleet.state().getFirst().current().orElse(""));
    assertEquals(release, fleet.state().getFirst().served().orElse(""));
  }

  private static List<String> names(HostReport report) {
    return report.steps().stream().map(StepReport::step).toList();
  }

  /** How long it was silent at most. */
  private static final class Beats {
    private final AtomicLong last = new AtomicLong(System.nanoTime());
    private final AtomicLong longest = new AtomicLong();

    void note() {
      long now = System.nanoTime();
      longest.accumulateAndGet(now - last.getAndSet(now), Math::max);
    }

    void assertSteady() {
      note();
      Duration silent = Duration.ofNanos(longest.get());
      assertFalse(silent.compareTo(LONGEST_PAUSE) > 0, "silent for " + silent);
    }
  }
}
