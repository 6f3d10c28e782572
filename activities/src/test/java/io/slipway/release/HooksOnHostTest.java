package io.slipway.release;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.slipway.contract.FailureType;
import io.slipway.contract.HostFailure;
import io.slipway.contract.HostOrder;
import io.slipway.contract.HostReport;
import io.slipway.contract.StepReport;
import io.slipway.domain.Hook;
import io.slipway.domain.HostName;
import io.slipway.domain.Once;
import io.slipway.domain.ReleaseId;
import io.slipway.domain.Role;
import io.slipway.domain.Step;
import io.slipway.domain.Steps;
import io.slipway.shell.LocalShell;
import io.slipway.shell.Pulse;
import io.temporal.client.ActivityCanceledException;
import io.temporal.client.ActivityWorkerShutdownException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Commands before the switch and at the end, in all shells. */
class HooksOnHostTest {
  private static final String FIRST = DeployTest.FIRST;
  private static final String SECOND = DeployTest.SECOND;

  /** Notes where it ran, and for which release. */
  private static final String NOTE =
      "at=$(pwd -P); echo \"%s $SLIPWAY_RELEASE ${at##*/}\" >> \"$SLIPWAY_SHARED/ran\"";

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource
  void they_run_in_the_release_that_is_live_and_in_the_new_one(Shells shell) {
    try (Site site = new Site(folder, "my root", shell.open(folder))) {
      site.steps =
          steps(NOTE.formatted("before"), NOTE.formatted("restart"), NOTE.formatted("end"));
      HostOrder first = prepared(site, FIRST);
      StepReport nothing = only(site.host.beforeSwitch(first));
      assertEquals("it serves no release", nothing.skipped());
      site.host.activate(first);
      site.host.finish(first);
      assertFalse(only(site.host.finished(first)).already());
      assertTrue(only(site.host.finished(first)).already(), "what has ended well is not run again");

      HostOrder second = prepared(site, SECOND);
      HostReport quieted = site.host.beforeSwitch(second);
      assertEquals(ReleaseId.of(FIRST), quieted.live());
      assertTrue(only(site.host.beforeSwitch(second)).already());
      site.host.activate(second);
      assertEquals("it serves the release already", only(site.host.beforeSwitch(second)).skipped());
      site.host.finished(second);
      assertEquals(
          List.of(
              ran("restart", FIRST),
              ran("end", FIRST),
              ran("before", FIRST),
              ran("restart", SECOND),
              ran("end", SECOND)),
          ran(site));
    }
  }

  @ParameterizedTest
  @EnumSource
  void what_was_stopped_before_a_switch_is_started_on_the_way_back(Shells shell) {
    try (Site site = new Site(folder, "root", shell.open(folder))) {
      site.steps =
          steps(NOTE.formatted("before") + "; echo no; exit 7", NOTE.formatted("restart"), null);
      deployed(site, FIRST);
      HostOrder second = prepared(site, SECOND);
      HostFailure told = Site.failing(() -> site.host.beforeSwitch(second));
      assertEquals(FailureType.STEP_FAILED, told.type());
      assertEquals(
          "web1: tried to run before-switch, but it ended with status 7. See its output; it ran in"
              + " the directory of the release that is live.",
          told.message());
      assertEquals("no\n", told.output());
      assertEquals(site.root + "/releases/" + FIRST, site.live());
      Site.failing(() -> site.host.beforeSwitch(second));
      assertEquals(List.of(ran("restart", FIRST), ran("before", FIRST)), ran(site), "a retry");
      site.owner = "run/2";
      Site.failing(() -> site.host.beforeSwitch(second));

      assertEquals(ReleaseId.of(FIRST), site.host.revert(second).live());
      Site.failing(() -> site.host.beforeSwitch(second));
      assertEquals(
          List.of(
              ran("restart", FIRST),
              ran("before", FIRST),
              ran("before", FIRST),
              ran("restart", FIRST),
              ran("before", FIRST)),
          ran(site));
      assertEquals(ReleaseId.of(FIRST), site.host.revert(second).live());
      assertEquals(ran("restart", FIRST), ran(site).getLast(), "what it has stopped starts again");
      assertEquals(6, ran(site).size());
    }
  }

  @Test
  void one_that_still_runs_is_ended_on_the_way_back() {
    try (Site site = new Site(folder, "root", new LocalShell("sh"))) {
      Path pid = folder.resolve("pid");
      site.steps = steps("echo $$ > '%s'; sleep 305".formatted(pid), null, null);
      deployed(site, FIRST);
      HostOrder second = prepared(site, SECOND);
      site.pulse =
          () -> {
            if (Site.lines(pid) == 1) {
              throw new ActivityWorkerShutdownException();
            }
          };
      assertThrows(ActivityWorkerShutdownException.class, () -> site.host.beforeSwitch(second));
      assertTrue(Site.alive(Site.read(pid).strip()), "it outlives the worker");
      site.pulse = Pulse.NONE;
      site.host.revert(second);
      assertFalse(Site.alive(Site.read(pid).strip()));
    }
  }

  @Test
  void one_that_is_stopped_with_its_run_is_ended() {
    try (Site site = new Site(folder, "root", new LocalShell("sh"))) {
      Path pid = folder.resolve("pid");
      site.steps = steps(null, null, "echo $$ > '%s'; sleep 306".formatted(pid));
      deployed(site, FIRST);
      HostOrder first = site.deploy(FIRST, site.repository.resolve("HEAD"));
      site.pulse =
          () -> {
            if (Site.lines(pid) == 1) {
              throw new ActivityCanceledException();
            }
          };
      assertThrows(ActivityCanceledException.class, () -> site.host.finished(first));
      assertFalse(Site.alive(Site.read(pid).strip()));
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_lock_of_another_tool_keeps_it_from_running(Shells shell) {
    try (Site site = new Site(folder, "root", shell.open(folder))) {
      site.steps = steps(NOTE.formatted("before"), null, null);
      deployed(site, FIRST);
      HostOrder second = prepared(site, SECOND);
      Site.write(site.root.resolve("deploy.lock"), "");
      HostFailure told = Site.failing(() -> site.host.beforeSwitch(second));
      assertEquals(FailureType.PRECONDITION_FAILED, told.type(), told.message());
      assertFalse(Site.there(site.root.resolve("shared/ran")));
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_command_is_told_for_whom_it_runs_what_runs_once(Shells shell) {
    try (Site site = new Site(folder, "root", shell.open(folder))) {
      Step restart = Site.step("echo \"for: ${SLIPWAY_ONCE_FOR-nobody}\"");
      site.steps =
          new Steps(
              null,
              null,
              restart,
              null,
              null,
              List.of(
                  new Once(null, List.of(HostName.of("web1"))),
                  new Once(Role.of("web"), List.of(HostName.of("web1"))),
                  new Once(Role.of("db"), List.of(HostName.of("web2")))));
      assertEquals("for: * web\n", said(site, FIRST));
      site.steps = new Steps(null, null, restart);
      assertEquals("for: nobody\n", said(site, SECOND));
      site.steps =
          new Steps(
              null,
              null,
              new Step("false", null, Role.of("db"), true, Duration.ofMinutes(1)),
              null,
              null,
              List.of(new Once(Role.of("db"), List.of(HostName.of("web2")))));
      assertEquals("symlink", only(activated(site, DeployTest.THIRD)).step(), "another host's");
    }
  }

  private static String said(Site site, String release) {
    return activated(site, release).steps().getLast().output();
  }

  private static HostReport activated(Site site, String release) {
    return site.host.activate(prepared(site, release));
  }

  private static Steps steps(
      @Nullable String before, @Nullable String restart, @Nullable String last) {
    return new Steps(null, null, step(restart), hook(before), hook(last), List.of());
  }

  private static @Nullable Step step(@Nullable String run) {
    return run == null ? null : Site.step(run);
  }

  private static @Nullable Hook hook(@Nullable String run) {
    return run == null ? null : new Hook(Site.step(run), List.of());
  }

  private static void deployed(Site site, String release) {
    HostOrder order = prepared(site, release);
    site.host.activate(order);
    site.host.finish(order);
  }

  private static HostOrder prepared(Site site, String release) {
    HostOrder order = site.deploy(release, site.commit("file", release));
    site.host.prepare(order);
    return order;
  }

  private static StepReport only(HostReport report) {
    assertEquals(1, report.steps().size(), report.steps().toString());
    return report.steps().getFirst();
  }

  private static String ran(String what, String release) {
    return "%s %s %s".formatted(what, release, release);
  }

  private static List<String> ran(Site site) {
    return Site.read(site.root.resolve("shared/ran")).lines().toList();
  }
}
