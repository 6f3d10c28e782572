package io.slipway.release;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.slipway.contract.FailureType;
import io.slipway.contract.HostFailure;
import io.slipway.contract.HostOrder;
import io.slipway.domain.Step;
import io.slipway.domain.Steps;
import io.slipway.shell.LocalShell;
import io.slipway.shell.Pulse;
import io.slipway.testbench.Eventually;
import io.temporal.client.ActivityCanceledException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Commands that are ended leave nothing behind; those that end well leave what they like. */
class EndedStepTest {
  private static final String RELEASE = "20261124090000";

  /** Begins a process that leaves the session, forks once more, and does not listen to TERM. */
  private static final String STRAY =
      """
      session="setsid"
      command -v setsid >/dev/null || session="perl -MPOSIX -e POSIX::setsid();exec(@ARGV)"
      stray='trap "" TERM; sh -c "echo \\$\\$ >>\\"\\$0\\"; while :; do sleep 1; done" "$0" &'
      (IFS=' '; $session sh -c "$stray" '%s' &)
      """;

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource
  void a_step_that_falls_silent_is_ended(Shells shell) {
    try (Site site = new Site(folder, "root", shell.open(folder))) {
      Path pids = folder.resolve("pids");
      HostOrder order =
          migrating(
              site,
              "echo busy; echo $$ > '%1$s'; sh -c 'sleep 303 & echo $! >> %1$s; wait' & wait"
                  .formatted(pids),
              Duration.ofSeconds(60),
              Duration.ofSeconds(1));
      HostFailure told = Site.failing(() -> site.host.migrate(order));
      assertEquals(FailureType.STEP_TIMED_OUT, told.type(), told.message());
      assertEquals(
          "web1: tried to run migrate, but it wrote nothing for 1s, so that it was ended. See where"
              + " it hangs, let it tell of its progress, or raise steps.migrate.idle_timeout.",
          told.message());
      assertTrue(told.output().startsWith("busy\n"), told.output());
      assertGone(pids, 2);
      assertNothingLeft(site);
    }
  }

  @Test
  void a_step_that_writes_now_and_then_may_go_on() {
    try (Site site = new Site(folder, "root", new LocalShell("sh"))) {
      HostOrder order =
          migrating(
              site,
              "for i in 1 2 3 4 5; do echo $i; sleep 1; done",
              Duration.ofSeconds(60),
              Duration.ofSeconds(4));
      assertEquals("1\n2\n3\n4\n5\n", site.host.migrate(order).steps().getFirst().output());
      assertNothingLeft(site);
    }
  }

  @Test
  void a_step_that_never_falls_silent_still_has_its_timeout() {
    try (Site site = new Site(folder, "root", new LocalShell("sh"))) {
      HostOrder order =
          migrating(
              site,
              "while :; do echo on; sleep 0.1; done",
              Duration.ofSeconds(2),
              Duration.ofSeconds(30));
      HostFailure told = Site.failing(() -> site.host.migrate(order));
      assertEquals(FailureType.STEP_TIMED_OUT, told.type(), told.message());
      assertEquals("it had not ended after 2s and was killed", told.reason());
      assertTrue(told.remedy().contains("steps.migrate.timeout"), told.remedy());
      assertNothingLeft(site);
    }
  }

  @ParameterizedTest
  @EnumSource
  void cancelling_finds_what_has_left_the_session(Shells shell) {
    try (Site site = new Site(folder, "root", shell.open(folder))) {
      Path pids = folder.resolve("pids");
      HostOrder order =
          migrating(
              site,
              STRAY.formatted(pids) + "trap '' TERM; while :; do sleep 1; done",
              Duration.ofSeconds(60),
              null);
      site.pulse = () -> cancelWhen(Site.there(pids));
      assertThrows(ActivityCanceledException.class, () -> site.host.migrate(order));
      assertGone(pids, 1);
      assertNothingLeft(site);
    }
  }

  @Test
  void a_daemon_of_a_restart_that_ended_well_lives_on_when_a_later_restart_is_stopped() {
    try (Site site = new Site(folder, "root", new LocalShell("sh"))) {
      Path daemon = folder.resolve("daemon");
      site.steps =
          new Steps(
              null,
              null,
              Site.step(
                  STRAY.formatted(daemon)
                      + "[ ! -e '%s' ] || sleep 304".formatted(folder.resolve("hang"))));
      HostOrder order = prepared(site);
      site.host.activate(order);
      Eventually.within(Site.SOON, "the daemon", () -> Site.there(daemon));
      String pid = Site.read(daemon).strip();
      try {
        // Somebody goes back by hand, so that this run restarts once more.
        Site.sh("rm \"$0/current\"", site.root.toString());
        Site.write(folder.resolve("hang"), "");
        site.pulse = () -> cancelWhen(Site.lines(daemon) == 2);
        assertThrows(ActivityCanceledException.class, () -> site.host.activate(order));
        List<String> pids = Site.read(daemon).lines().toList();
        assertTrue(Site.alive(pid), "the daemon of the first one lives");
        assertFalse(Site.alive(pids.getLast()), "that of the second one does not");
      } finally {
        Site.sh("kill -KILL $0", pid);
      }
    }
  }

  private static HostOrder migrating(
      Site site, String command, Duration timeout, @Nullable Duration idle) {
    site.steps =
        new Steps(null, new Step(command, null, null, true, timeout, idle, false, List.of()), null);
    return prepared(site);
  }

  private static HostOrder prepared(Site site) {
    HostOrder order = site.deploy(RELEASE, site.commit("file", "1"));
    site.host.prepare(order);
    return order;
  }

  private static void cancelWhen(boolean now) {
    if (now) {
      throw new ActivityCanceledException();
    }
  }

  private static void assertGone(Path pids, int count) {
    List<String> all = Site.read(pids).lines().toList();
    assertEquals(count, all.size());
    all.forEach(pid -> assertFalse(Site.alive(pid), "process %s is still there".formatted(pid)));
  }

  /**
   * Neither wrapper nor timer nor alarm: each of them has the step's folder in its command line.
   */
  private static void assertNothingLeft(Site site) {
    site.pulse = Pulse.NONE;
    Eventually.within(
        Site.SOON,
        "the end of all that ran the step",
        () ->
            Site.sh(
                    "for p in /proc/[0-9]*; do tr '\\0' ' ' 2>/dev/null <$p/cmdline |"
                        + " grep -F \"$0/.slipway/%s\" ; done 2>/dev/null || :".formatted(RELEASE),
                    site.root.toString())
                .isEmpty());
  }
}
