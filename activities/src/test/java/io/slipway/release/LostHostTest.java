package io.slipway.release;

import static org.junit.jupiter.api.Assertions.assertEquals;

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

  /** Of an attempt after others that have told this. */
  private static HostFailure failing(HostOrder order, LiveOutput output, Path folder) {
    HostActivities host =
        (HostActivities)
            Activities.of(
                    new Away(),
                    folder.resolve("cache of lost"),
                    Site.nobodysSecrets(),
                    Pace.USUAL,
                    () -> new Attempt(1, "run/1", Pulse.NONE, output))
                .getFirst();
    return Site.failing(() -> host.activate(order));
  }

  private static final class Away implements HostSessions {
    @Override
    public <T> T withSession(HostAccess access, Pulse pulse, SessionWork<T> work) {
      throw new HostFaultException(
          new HostFailure(
              access.host().name(),
              FailureType.UNREACHABLE,
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
