package io.slipway.ssh;

import io.slipway.shell.HostAccess;
import io.slipway.shell.HostSessionContract;
import io.slipway.shell.HostSessions;
import io.slipway.testbench.FleetExtension;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The contract on a real sshd. */
class SshSessionIT extends HostSessionContract {
  @RegisterExtension static final FleetExtension fleet = FleetExtension.of(1);

  @TempDir Path home;

  @Override
  protected HostSessions open() {
    return FleetAccess.sessions(home);
  }

  @Override
  protected HostAccess access() {
    return FleetAccess.usual(fleet.get()).to(1);
  }

  @Override
  protected String folder() {
    return "/srv/app";
  }
}
