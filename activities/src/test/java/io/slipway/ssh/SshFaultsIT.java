package io.slipway.ssh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.slipway.contract.FailureType;
import io.slipway.contract.HostFailure;
import io.slipway.domain.RemotePath;
import io.slipway.shell.Finished;
import io.slipway.shell.HostAccess;
import io.slipway.shell.HostFaultException;
import io.slipway.shell.Outcome;
import io.slipway.shell.Pulse;
import io.slipway.shell.Script;
import io.slipway.testbench.Eventually;
import io.slipway.testbench.Fleet;
import io.slipway.testbench.FleetExtension;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What comes of hosts and networks that fail. */
class SshFaultsIT {
  @RegisterExtension static final FleetExtension extension = FleetExtension.of(3);

  private static final Duration LONG = Duration.ofSeconds(60);

  @TempDir Path home;

  private final Fleet fleet = extension.get();
  private final FleetAccess access = FleetAccess.usual(fleet);
  private final SshHostSessions sessions = quick();

  /** Notices dead hosts within a few seconds instead of forty. */
  private static SshHostSessions quick() {
    SshLimits limits = SshLimits.defaults();
    return SshHostSessions.open(
        limits.with(
            new SshTimeouts(
                Duration.ofSeconds(2),
                Duration.ofSeconds(4),
                Duration.ofSeconds(10),
                Duration.ofSeconds(60),
                Duration.ofSeconds(1),
                Duration.ofSeconds(2))),
        Map.of(),
        Path.of("/nobody"));
  }

  @AfterEach
  void leaves_no_thread_behind() {
    sessions.close();
    Eventually.passes(
        Duration.ofSeconds(5),
        () -> assertEquals(List.of(), sshThreads(), "threads of the SSH layer are left"));
  }

  @Test
  void names_a_host_that_refuses_connections() {
    fleet.breakHost(1, "--refuse");

    HostFailure failure = failureOf(access.to(1));

    assertEquals(FailureType.UNREACHABLE, failure.type());
    assertTrue(
        failure.message().startsWith("vm1: tried to connect to deploy@" + fleet.host(1).address()),
        failure.message());
  }

  @Test
  void gives_up_on_a_host_that_swallows_packets() {
    fleet.breakHost(1, "--blackhole");

    assertEquals(FailureType.UNREACHABLE, failureOf(access.to(1)).type());
  }

  @Test
  void gives_up_on_a_host_that_accepts_and_says_nothing() {
    fleet.breakHost(1, "--hang");

    assertEquals(FailureType.HANDSHAKE_TIMEOUT, failureOf(access.to(1)).type());
  }

  @Test
  @Tag("capistrano-trap-4")
  @Tag("capistrano-ask-5")
  void does_not_know_how_it_ended_when_the_connection_breaks_in_mid_command() {
    Finished finished = duringCommand(() -> fleet.breakHost(1, "--drop"));

    assertInstanceOf(Outcome.Unknown.class, finished.outcome());
    assertEquals("begun\n", finished.out().text(), "what came before is kept");
    assertTrue(FleetAccess.run(sessions, access.to(1), "true").succeeded(), "a new connection");
  }

  @Test
  void notices_by_its_silence_that_a_host_has_frozen_in_mid_command() {
    Finished finished = duringCommand(() -> fleet.breakHost(1, "--hang"));

    assertInstanceOf(Outcome.Unknown.class, finished.outcome());
    fleet.heal(1);
    assertTrue(FleetAccess.run(sessions, access.to(1), "true").succeeded());
  }

  @Test
  void keeps_a_connection_on_which_a_command_is_silent_but_its_host_answers() {
    Finished finished = FleetAccess.run(sessions, access.to(1), "sleep 6; echo done");

    assertEquals("done\n", finished.out().text());
    assertEquals(
        List.of(),
        Thread.getAllStackTraces().keySet().stream()
            .map(Thread::getName)
            .filter(name -> name.startsWith("sshj-") && !name.startsWith("sshj-Reader"))
            .toList(),
        "threads of the library's besides the one that reads");
  }

  @Test
  void gives_up_an_upload_to_a_host_that_freezes() throws Exception {
    Path file = home.resolve("big");
    Files.write(file, new byte[50_000_000]);
    HostFaultException lost =
        assertThrows(
            HostFaultException.class,
            () ->
                sessions.withSession(
                    access.to(1),
                    Pulse.NONE,
                    session -> {
                      session.run(new Script("prepare", "true", LONG));
                      fleet.breakHost(1, "--hang");
                      session.upload(file, "0".repeat(64), RemotePath.of("/srv/app/big"));
                      return true;
                    }));

    assertEquals(FailureType.CONNECTION_LOST, lost.failure().type());
    fleet.heal(1);
    assertEquals("", FleetAccess.run(sessions, access.to(1), "ls -A /srv/app").out().text());
  }

  @Test
  void says_that_the_disk_is_full() throws Exception {
    Path file = home.resolve("file");
    Files.write(file, new byte[3_000_000]);
    fleet.breakHost(1, "--disk-full", "1000");

    HostFaultException full =
        assertThrows(
            HostFaultException.class,
            () ->
                sessions.withSession(
                    access.to(1),
                    Pulse.NONE,
                    session -> {
                      session.upload(file, "0".repeat(64), RemotePath.of("/srv/app/file"));
                      return true;
                    }));

    assertEquals(FailureType.DISK_FULL, full.failure().type(), full.failure().message());
    assertEquals("", FleetAccess.run(sessions, access.to(1), "ls -A /srv/app").out().text());
  }

  @Test
  void serves_forty_at_once_on_one_host_that_takes_ten_logins() throws Exception {
    List<String> answers = new ArrayList<>();
    try (ExecutorService callers = Executors.newFixedThreadPool(40)) {
      List<Future<Finished>> all = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        String text = "sleep 0.2; echo " + i;
        all.add(callers.submit(() -> FleetAccess.run(sessions, access.to(1), text)));
      }
      for (Future<Finished> each : all) {
        answers.add(each.get(60, TimeUnit.SECONDS).out().text().strip());
      }
    }

    for (int i = 0; i < 40; i++) {
      assertEquals(Integer.toString(i), answers.get(i));
    }
  }

  @Test
  void logs_in_once_for_all_that_follows() {
    for (int i = 0; i < 5; i++) {
      assertTrue(FleetAccess.run(sessions, access.to(1), "true").succeeded());
    }

    String sshd =
        fleet.execute(
            1, "cat /proc/[0-9]*/cmdline | tr '\\0' '\\n' | grep -c '^sshd: deploy@' || true");
    assertEquals("1", sshd.strip());
  }

  @Test
  void goes_through_a_chain_of_bastions() {
    HostAccess chained =
        access
            .through(FleetAccess.bastion(fleet.host(2)), FleetAccess.bastion(fleet.host(3)))
            .to(1);

    assertEquals("vm1\n", FleetAccess.run(sessions, chained, "hostname").out().text());
    assertTrue(
        FleetAccess.run(sessions, chained, "echo \"$SSH_CONNECTION\"")
            .out()
            .text()
            .contains(fleet.host(1).address()));
  }

  @Test
  void names_the_bastion_that_fails() {
    fleet.breakHost(2, "--refuse");
    HostFailure failure = failureOf(behindSecond());

    assertEquals(FailureType.UNREACHABLE, failure.type());
    String bastion = "deploy@" + fleet.host(2).address();
    assertTrue(
        failure.message().startsWith("vm1: tried to go through the bastion " + bastion),
        failure.message());
  }

  @Test
  void says_that_a_bastion_cannot_reach_the_host() {
    fleet.breakHost(1, "--refuse");
    HostFailure failure = failureOf(behindSecond());

    assertEquals(FailureType.UNREACHABLE, failure.type());
    assertTrue(failure.reason().contains("bastion"), failure.message());
  }

  @Test
  void does_not_know_how_it_ended_when_the_bastion_breaks() {
    Finished finished = duringCommand(behindSecond(), () -> fleet.breakHost(2, "--drop"));

    assertInstanceOf(Outcome.Unknown.class, finished.outcome());
    assertTrue(FleetAccess.run(sessions, behindSecond(), "true").succeeded());
  }

  @Test
  void ends_at_once_when_it_is_closed_in_the_middle_of_connecting() throws Exception {
    fleet.breakHost(1, "--blackhole");
    CompletableFuture<Object> call = new CompletableFuture<>();
    Thread caller =
        Thread.ofPlatform()
            .start(
                () -> {
                  try {
                    call.complete(FleetAccess.run(sessions, access.to(1), "true"));
                  } catch (HostFaultException e) {
                    call.complete(e.failure().type());
                  }
                });
    Eventually.within(LONG, "an attempt to connect", () -> !sshThreads().isEmpty());

    sessions.close();

    Object answer = call.get(5, TimeUnit.SECONDS);
    assertTrue(
        List.of(FailureType.CONNECTION_LOST, FailureType.UNREACHABLE).contains(answer),
        String.valueOf(answer));
    caller.join();
  }

  /** The first host, with the second one as its bastion. */
  private HostAccess behindSecond() {
    return access.through(FleetAccess.bastion(fleet.host(2))).to(1);
  }

  private Finished duringCommand(Runnable fault) {
    return duringCommand(access.to(1), fault);
  }

  /** Runs a long command, and the fault as soon as it has begun. */
  private Finished duringCommand(HostAccess host, Runnable fault) {
    CompletableFuture<Finished> result = new CompletableFuture<>();
    Thread caller =
        Thread.ofPlatform()
            .start(
                () -> {
                  try {
                    result.complete(
                        FleetAccess.run(
                            sessions,
                            host,
                            "echo begun; touch /srv/app/begun; sleep 50; echo too late"));
                  } catch (RuntimeException e) {
                    result.completeExceptionally(e);
                  }
                });
    Eventually.within(LONG, "the command", () -> Files.exists(fleet.onDisk(1, "/srv/app/begun")));
    fault.run();
    try {
      Finished finished = result.get(40, TimeUnit.SECONDS);
      caller.join();
      return finished;
    } catch (Exception e) {
      throw new AssertionError("no result", e);
    }
  }

  private HostFailure failureOf(HostAccess host) {
    return assertThrows(HostFaultException.class, () -> FleetAccess.run(sessions, host, "true"))
        .failure();
  }

  private static List<String> sshThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(Thread::isAlive)
        .map(Thread::getName)
        .filter(name -> name.startsWith("ssh"))
        .toList();
  }
}
