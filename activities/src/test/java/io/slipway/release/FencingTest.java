package io.slipway.release;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.slipway.contract.FailureType;
import io.slipway.contract.HostFailure;
import io.slipway.contract.HostOrder;
import io.slipway.domain.ReleaseId;
import io.slipway.domain.Steps;
import io.slipway.shell.Script;
import io.slipway.testbench.Eventually;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A worker that is believed dead cannot act late, and two never act at once. */
class FencingTest {
  private static final String FIRST = "20261124090000";
  private static final String SECOND = "20261124100000";

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource
  @Tag("capistrano-ask-6")
  void an_older_attempt_and_an_older_run_are_refused(Shells shell) {
    try (Site site = new Site(folder, "root", shell.open(folder))) {
      String one = site.commit("file", "1");
      HostOrder order = site.deploy(FIRST, one);
      site.host.prepare(order);
      long before = site.clock.get();
      site.host.activate(order);
      site.clock.set(before - 1);
      HostFailure told = Site.failing(() -> site.host.revert(order));
      assertEquals(FailureType.FENCED, told.type(), told.message());
      assertEquals(site.root + "/releases/" + FIRST, site.live());
      site.clock.set(before + 100);
      site.deployed(SECOND, one);
      for (Runnable late :
          new Runnable[] {
            () -> site.host.activate(order),
            () -> site.host.prepare(order),
            () -> site.host.finish(order),
            () -> site.host.revert(order),
            () -> site.host.discard(order)
          }) {
        HostFailure refused = Site.failing(late);
        assertTrue(
            refused.type() == FailureType.FENCED || refused.type() == FailureType.CLOCK_BEHIND,
            refused.message());
      }
      assertEquals(site.root + "/releases/" + SECOND, site.live());
      assertEquals(FIRST + " " + SECOND, site.releases());
    }
  }

  @Test
  void a_recovery_finds_the_journal_of_its_run_and_fences_off_its_stragglers() {
    try (Site site = new Site(folder)) {
      String one = site.commit("file", "1");
      site.deployed(FIRST, one);
      HostOrder lost = site.deploy(SECOND, site.commit("file", "2"));
      site.host.prepare(lost);
      site.host.activate(lost);
      HostOrder recovery =
          new HostOrder(
              lost.key(),
              lost.target(),
              lost.release(),
              lost.revision(),
              lost.ref(),
              lost.initiator(),
              ReleaseId.of(SECOND).next(),
              null);

      site.host.revert(recovery);

      assertEquals(site.root + "/releases/" + FIRST, site.live());
      HostFailure late = Site.failing(() -> site.host.activate(lost));
      assertEquals(FailureType.FENCED, late.type(), late.message());
      site.host.discard(recovery);
      assertEquals(FIRST, site.releases());
    }
  }

  @ParameterizedTest
  @EnumSource
  void two_at_once_take_turns_and_the_later_one_says_if_it_waits_in_vain(Shells shell) {
    try (Site site = new Site(folder, "root", shell.open(folder))) {
      HostOrder order = site.deploy(FIRST, site.commit("file", "1"));
      site.host.prepare(order);
      Path inside = folder.resolve("inside");
      Path go = folder.resolve("go");
      // The first one lingers while it holds the lock.
      site.shell.changeScripts(
          s ->
              new Script(
                  s.purpose(),
                  s.text()
                      .replaceFirst(
                          "(?m)^write_journal\\(\\) \\{",
                          "write_journal() { : >'%s'; until [ -e '%s' ]; do nap 0.05; done;"
                              .formatted(inside, go)),
                  s.timeout()));
      CompletableFuture<?> first = CompletableFuture.supplyAsync(() -> site.host.activate(order));
      Eventually.within(Site.SOON, "the lock to be taken", () -> Site.there(inside));
      site.shell.changeScripts(s -> s);
      HostFailure told = Site.failing(() -> site.host.finish(order));
      assertEquals(FailureType.HOST_BUSY, told.type(), told.message());
      CompletableFuture<?> third =
          CompletableFuture.supplyAsync(
              () -> {
                site.clock.addAndGet(10);
                return site.host.activate(order);
              });
      Site.write(go, "");
      first.join();
      third.join();
      assertEquals(site.root + "/releases/" + FIRST, site.live());
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_command_that_runs_on_does_not_hold_the_lock(Shells shell) {
    try (Site site = new Site(folder, "root", shell.open(folder))) {
      Path go = folder.resolve("go");
      Path gone = folder.resolve("gone");
      site.steps =
          new Steps(
              null,
              null,
              Site.step(
                  "(until [ -e '%s' ]; do sleep 0.1; done; echo > '%s') & echo started"
                      .formatted(go, gone)));
      HostOrder order = site.deploy(FIRST, site.commit("file", "1"));
      site.host.prepare(order);
      assertEquals("started\n", site.host.activate(order).steps().getLast().output());
      site.host.finish(order);
      Site.write(go, "");
      // Before its folder goes, or it would wait for ever.
      Eventually.within(Site.SOON, "the command to end", () -> Site.there(gone));
    }
  }
}
