package io.slipway.shell;

import io.slipway.domain.Host;
import io.slipway.domain.HostKeyPolicy;
import io.slipway.domain.HostName;
import io.slipway.domain.SshSettings;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;

/** The contract on the fixture, so that what is shown on it holds for real hosts too. */
class LocalShellTest extends HostSessionContract {
  @TempDir Path folder;

  @Override
  protected HostSessions open() {
    return new LocalShell("sh");
  }

  @Override
  protected HostAccess access() {
    return new HostAccess(
        new Host(HostName.of("local"), null, null, null, List.of(), false),
        new SshSettings(
            "nobody",
            22,
            List.of(),
            List.of(),
            null,
            null,
            List.of(),
            HostKeyPolicy.STRICT,
            false));
  }

  @Override
  protected String folder() {
    return folder.toString();
  }
}
