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
import io.slipway.testbench.Eventually;
import io.temporal.client.ActivityCanceledException;
import io.temporal.client.ActivityWorkerShutdownException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Commands of the user's outlive connections, and end when they shall. */
class UserStepTest {
  private static final String RELEASE = "20261124090000";
  private static final Duration SOON = Duration.ofSeconds(30);

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource
  @Tag("capistrano-ask-4")
  void a_migration_whose_connection_breaks_goes_on_and_runs_once(Shells shell) {
    try (Site site = new Site(folder, "root", shell.open(folder))) {
      Path go = folder.resolve("go");
      Path ran = folder.resolve("ran");
      HostOrder order =
          migrating(
              site,
              "echo x >> '%s'; until [ -e '%s' ]; do sleep 0.1; done; echo done"
                  .formatted(ran, go));
      // The worker stops: whoever waits is gone, the command is not.
      site.pulse = () -> stopWhen(Site.there(ran), () -> new ActivityWorkerShutdownException());
      assertThrows(ActivityWorkerShutdownException.class, () -> site.host.migrate(order));
      site.pulse = io.slipway.shell.Pulse.NONE;
      CompletableFuture<String> attached =
          CompletableFuture.supplyAsync(() -> site.host.migrate(order).steps().getFirst().output());
      Site.write(go, "");
      assertEquals("done\n", attached.join());
      assertEquals("x\n", Site.read(ran));
      assertTrue(site.host.migrate(order).steps().getFirst().already());
      assertEquals("x\n", Site.read(ran), "it ran once");
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"SH", "BUSYBOX"})
  void what_a_person_wants_again_is_done_again_once_by_each_asking(Shells shell) {
    try (Site site = new Site(folder, "root", shell.open(folder))) {
      Path ran = folder.resolve("ran");
      HostOrder order = migrating(site, "echo x >> '%s'".formatted(ran));
      HostOrder again =
          new HostOrder(
              order.key(),
              order.target(),
              order.release(),
              order.revision(),
              order.ref(),
              order.initiator(),
              order.epoch(),
              "migrate");
      site.host.migrate(order);
      site.host.migrate(order);
      assertEquals("x\n", Site.read(ran));

      site.owner = "run/2";
      site.host.migrate(again);
      site.host.migrate(again);
      assertEquals("x\nx\n", Site.read(ran), "a retry of the same activity does not repeat it");
      site.owner = "run/3";
      site.host.migrate(order);
      assertEquals("x\nx\n", Site.read(ran));
    }
  }

  @ParameterizedTest
  @EnumSource
  void cancelling_ends_the_whole_group(Shells shell) {
    try (Site site = new Site(folder, "root", shell.open(folder))) {
      Path pids = folder.resolve("pids");
      // One of them does not listen to TERM.
      HostOrder order =
          migrating(
              site,
              "trap '' TERM; (sleep 300 & echo $! >> '%1$s'; wait) & echo $! >> '%1$s'; echo $$ >> '%1$s'; wait; sleep 300"
                  .formatted(pids));
      site.pulse = () -> stopWhen(Site.lines(pids) == 3, () -> new ActivityCanceledException());
      assertThrows(ActivityCanceledException.class, () -> site.host.migrate(order));
      for (String pid : Site.read(pids).lines().toList()) {
        assertFalse(Site.alive(pid), "process %s is still there".formatted(pid));
      }
      site.pulse = io.slipway.shell.Pulse.NONE;
      HostFailure told = Site.failing(() -> site.host.migrate(order));
      assertEquals(FailureType.STEP_SIGNALLED, told.type(), told.message());
      assertTrue(told.reason().contains("run was stopped"), told.message());
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_step_that_takes_too_long_is_killed_with_its_grandchildren(Shells shell) {
    try (Site site = new Site(folder, "root", shell.open(folder))) {
      Path pids = folder.resolve("pids");
      site.steps =
          new Steps(
              null,
              new Step(
                  "echo before; sh -c 'sleep 301 & echo $! > %s; wait' & wait".formatted(pids),
                  null,
                  null,
                  true,
                  Duration.ofSeconds(1)),
              null);
      HostOrder order = prepared(site);
      HostFailure told = Site.failing(() -> site.host.migrate(order));
      assertEquals(FailureType.STEP_TIMED_OUT, told.type(), told.message());
      assertTrue(told.output().startsWith("before\n"), told.output());
      assertFalse(Site.alive(Site.read(pids).strip()));
    }
  }

  @ParameterizedTest
  @EnumSource
  @Tag("capistrano-trap-4")
  void an_interrupted_migration_is_never_run_twice_but_a_build_is(Shells shell) {
    try (Site site = new Site(folder, "root", shell.open(folder))) {
      Path ran = folder.resolve("ran");
      String command = "echo x >> '%s'; [ -e '%s.go' ] || sleep 302".formatted(ran, ran);
      site.steps = new Steps(Site.step(command), Site.step(command), null);
      HostOrder order = prepared(site);
      interrupt(site, ran, () -> site.host.migrate(order), "migrate", 1);
      HostFailure told = Site.failing(() -> site.host.migrate(order));
      assertEquals(FailureType.STEP_FAILED, told.type());
      assertEquals("it was interrupted, and how far it came is not known", told.reason());
      interrupt(site, ran, () -> site.host.build(order), "build", 2);
      Site.write(folder.resolve("ran.go"), "");
      assertFalse(site.host.build(order).steps().getFirst().already());
      assertEquals(3, Site.lines(ran));
    }
  }

  /** As when the machine loses power: nobody is left to write down how it ended. */
  private void interrupt(Site site, Path ran, Runnable activity, String step, int runs) {
    site.pulse =
        () -> stopWhen(Site.lines(ran) == runs, () -> new ActivityWorkerShutdownException());
    assertThrows(ActivityWorkerShutdownException.class, activity::run);
    site.pulse = io.slipway.shell.Pulse.NONE;
    Path state = site.root.resolve(".slipway").resolve(RELEASE).resolve(step);
    String wrapper = Site.read(state.resolve("pid")).split(":")[0];
    String group = Site.read(state.resolve("group")).strip();
    Site.sh("kill -KILL $0; kill -KILL -$1; :", wrapper, group);
    Eventually.within(SOON, "the wrapper's end", () -> !Site.alive(wrapper) && !Site.alive(group));
  }

  @Test
  void a_failure_tells_status_and_last_output_and_a_new_activity_begins_again() {
    try (Site site = new Site(folder)) {
      Path mended = folder.resolve("mended");
      site.steps =
          new Steps(
              Site.step(
                  "head -c 9000 /dev/zero | tr '\\0' a; printf 'caf\\351\\n'; [ -e '%s' ]"
                      .formatted(mended)),
              null,
              null);
      HostOrder order = prepared(site);
      HostFailure told = Site.failing(() -> site.host.build(order));
      assertEquals(FailureType.STEP_FAILED, told.type());
      assertEquals("build", told.step());
      assertEquals("it ended with status 1", told.reason());
      assertTrue(told.output().endsWith("acaf\uFFFD\n"), "invalid UTF-8 is replaced");
      assertTrue(told.output().getBytes(java.nio.charset.StandardCharsets.UTF_8).length <= 4096);
      Site.write(mended, "");
      assertEquals(told, Site.failing(() -> site.host.build(order)), "a retry reads the result");
      site.owner = "run/2";
      assertFalse(site.host.build(order).steps().getFirst().already());
    }
  }

  @Test
  @Tag("capistrano-trap-4")
  @Tag("capistrano-ask-5")
  void a_signal_is_told_as_one() {
    try (Site site = new Site(folder)) {
      HostOrder order = migrating(site, "kill -SEGV $$");
      HostFailure told = Site.failing(() -> site.host.migrate(order));
      assertEquals(FailureType.STEP_SIGNALLED, told.type());
      assertEquals("signal SEGV ended it", told.reason());
    }
  }

  @Test
  void output_of_users_cannot_forge_marks() {
    try (Site site = new Site(folder)) {
      HostOrder order =
          migrating(
              site,
              "echo '@0123456789abcdef01234567 fault tdisk_full t/ t'; cat /proc/$PPID/environ"
                  + " 2>/dev/null | tr '\\0' '\\n"
                  + "' | grep -c '^nonce='; env | grep -c nonce; echo end");
      String output = site.host.migrate(order).steps().getFirst().output();
      assertTrue(output.endsWith("0\n0\nend\n"), output);
    }
  }

  @Test
  void a_step_is_told_where_it_is() {
    try (Site site = new Site(folder)) {
      HostOrder order =
          migrating(
              site, "pwd -P; env | grep ^SLIPWAY_ | sort; echo ${LC_ALL-unset}; ls /proc/$$/fd");
      String output = site.host.migrate(order).steps().getFirst().output();
      String root = site.root.toString();
      assertEquals(
          """
          %1$s/releases/%2$s
          SLIPWAY_APPLICATION=shop
          SLIPWAY_DEPLOY_TO=%1$s
          SLIPWAY_HOST=web1
          SLIPWAY_RELEASE=%2$s
          SLIPWAY_REVISION=%3$s
          SLIPWAY_ROLES=web db
          SLIPWAY_SHARED=%1$s/shared
          SLIPWAY_STAGE=production
          SLIPWAY_STEP=%2$s/migrate/%5$s
          %4$s
          0
          1
          10
          2
          """
              .formatted(
                  root,
                  RELEASE,
                  order.revision(),
                  System.getenv().getOrDefault("LC_ALL", "unset"),
                  Site.read(site.root.resolve(".slipway/%s/migrate/pid".formatted(RELEASE)))
                      .strip()),
          output);
    }
  }

  @Test
  void an_undo_runs_once_and_only_after_its_migration() {
    try (Site site = new Site(folder)) {
      Path ran = folder.resolve("ran");
      site.steps =
          new Steps(
              null,
              new Step(
                  "echo up >> '%s'; false".formatted(ran),
                  "echo down >> '%s'".formatted(ran),
                  null,
                  true,
                  SOON),
              null);
      HostOrder order = prepared(site);
      assertTrue(site.host.unmigrate(order).steps().getFirst().already());
      assertFalse(Site.there(ran));
      Site.failing(() -> site.host.migrate(order));
      site.host.unmigrate(order);
      assertTrue(site.host.unmigrate(order).steps().getFirst().already());
      assertEquals("up\ndown\n", Site.read(ran));
    }
  }

  private static HostOrder migrating(Site site, String command) {
    site.steps = new Steps(null, Site.step(command), null);
    return prepared(site);
  }

  private static HostOrder prepared(Site site) {
    HostOrder order = site.deploy(RELEASE, site.commit("file", "1"));
    site.host.prepare(order);
    return order;
  }

  private static void stopWhen(boolean now, Supplier<RuntimeException> reason) {
    if (now) {
      throw reason.get();
    }
  }
}
