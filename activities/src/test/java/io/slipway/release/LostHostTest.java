package io.slipway.release;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.slipway.contract.FailureType;
import io.slipway.contract.HostActivities;
import io.slipway.contract.HostFailure;
import io.slipway.contract.HostOrder;
import io.slipway.contract.StepOutput;
import io.slipway.shell.HostAccess;
import io.slipway.shell.HostFaultException;
import io.slipway.shell.HostSessions;
import io.slipway.shell.Pulse;
import io.slipway.shell.SessionWork;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said of a host that is away depends on whether it had been sent something. */
final class LostHostTest {
  private static final String RELEASE = "20261124090000";

  @TempDir Path folder;

  @Test
  void a_host_that_was_away_all_the_time_is_unreachable() {
    try (Site site = new Site(folder)) {
      HostOrder order = site.deploy(RELEASE, site.commit("file", "1"));
      site.host.prepare(order);

      assertEquals(
          FailureType.UNREACHABLE, failing(order, new LiveOutput(null), site.folder).type());
    }
  }

  @Test
  void a_host_that_went_away_after_an_order_is_not_known() {
    try (Site site = new Site(folder)) {
      HostOrder order = site.deploy(RELEASE, site.commit("file", "1"));
      site.host.prepare(order);

      HostFailure failure =
          failing(
              order,
              new LiveOutput(new StepOutput(order.host().name(), "", 0, 0, "")),
              site.folder);

      assertEquals(FailureType.UNKNOWN_OUTCOME, failure.type());
      assertEquals("nobody answers", failure.reason());
    }
  }

  @Test
  void a_host_that_is_refused_is_known_to_be_untouched_by_the_first_attempt_alone() {
    try (Site site = new Site(folder)) {
      HostOrder order = site.deploy(RELEASE, site.commit("file", "1"));
      site.host.prepare(order);
      LiveOutput sent = new LiveOutput();
      sent.sent(order.host().name(), true);

      assertTrue(refused(order, new LiveOutput()).untouched());
      assertFalse(refused(order, sent).untouched());
      // A worker that was killed may have sent what none of its beats has told.
      assertFalse(refused(order, new LiveOutput(null)).untouched());
      assertFalse(failing(order, new LiveOutput(), site.folder).untouched(), "merely away");
    }
  }

  private HostFailure refused(HostOrder order, LiveOutput output) {
    return failing(order, output, folder, FailureType.HOST_KEY_REJECTED);
  }

  /** Of an attempt after others that have told this. */
  private static HostFailure failing(HostOrder order, LiveOutput output, Path folder) {
    return failing(order, output, folder, FailureType.UNREACHABLE);
  }

  private static HostFailure failing(
      HostOrder order, LiveOutput output, Path folder, FailureType type) {
    HostActivities host =
        (HostActivities)
            Activities.of(
                    new Away(type),
                    folder.resolve("cache of lost"),
                    Site.nobodysSecrets(),
                    Pace.USUAL,
                    () -> new Attempt(1, "run/1", Pulse.NONE, output))
                .getFirst();
    return Site.failing(() -> host.activate(order));
  }

  private record Away(FailureType type) implements HostSessions {
    @Override
    public <T> T withSession(HostAccess access, Pulse pulse, SessionWork<T> work) {
      throw new HostFaultException(
          new HostFailure(
              access.host().name(),
              type,
              null,
              "log in",
              "nobody answers",
              "Look whether it is up.",
              ""));
    }

    @Override
    public void close() {}
  }
}
