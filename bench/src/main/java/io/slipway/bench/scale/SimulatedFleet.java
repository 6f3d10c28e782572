package io.slipway.bench.scale;

import io.slipway.domain.ApplicationName;
import io.slipway.domain.BatchSize;
import io.slipway.domain.Delivery;
import io.slipway.domain.Host;
import io.slipway.domain.HostKeyPolicy;
import io.slipway.domain.HostName;
import io.slipway.domain.Layout;
import io.slipway.domain.Role;
import io.slipway.domain.Rollout;
import io.slipway.domain.Source;
import io.slipway.domain.SshSettings;
import io.slipway.domain.StageName;
import io.slipway.domain.Step;
import io.slipway.domain.Steps;
import io.slipway.domain.Target;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/** A stage of many hosts, with names and settings as long as real ones are. */
final class SimulatedFleet {
  private SimulatedFleet() {}

  static Target target(int hosts, int parallel, List<BatchSize> batches) {
    return new Target(
        ApplicationName.of("shop"),
        StageName.of("production"),
        new Source("git@git.example.com:acme/shop.git", Delivery.CLONE, null, false),
        new Layout("/srv/shop", 5, List.of("log", "tmp/pids"), List.of("config/master.key")),
        steps(),
        null,
        new SshSettings(
            "deploy", 22, List.of(), List.of(), null, null, List.of(), HostKeyPolicy.STRICT, false),
        new Rollout(batches, Duration.ZERO, parallel, Rollout.DEFAULT_ATTEMPTS),
        hosts(hosts));
  }

  private static Steps steps() {
    Duration timeout = Duration.ofMinutes(10);
    Step migrate = new Step("bin/migrate", null, null, true, timeout);
    Step restart = new Step("sudo systemctl restart shop", null, null, false, timeout);
    return new Steps(null, migrate, restart);
  }

  private static List<Host> hosts(int count) {
    return IntStream.rangeClosed(1, count)
        .mapToObj(
            number ->
                new Host(
                    HostName.of("web%05d.eu-central.example.com".formatted(number)),
                    "10.%d.%d.%d".formatted(number >> 16, number >> 8 & 255, number & 255),
                    null,
                    null,
                    List.of(Role.of("web")),
                    false))
        .toList();
  }
}
