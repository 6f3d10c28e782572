package io.slipway.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.slipway.standalone.Installation.CommandEnd;
import io.slipway.testbench.Fleet;
import io.slipway.testbench.FleetExtension;
import io.slipway.testbench.GitRepository;
import io.slipway.testbench.Heard;
import io.slipway.testbench.LoadOnHosts;
import io.slipway.testbench.Question;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Twenty hosts are asked fifty times a second each while a deploy switches them. */
class SwitchUnderLoadIT {
  private static final String OLD = "v1\n" + "one ".repeat(2000) + "\n";
  private static final String NEW = "v2\n" + "two ".repeat(2000) + "\n";
  private static final Question SERVED =
      new Question("/release/page", Map.of("old", OLD, "new", NEW));
  private static final Question LINKED =
      new Question("/current/page", Map.of("old", OLD, "new", NEW));

  @RegisterExtension static final FleetExtension extension = FleetExtension.of(20);

  private final Fleet fleet = extension.get();
  private final GitRepository repository = fleet.repository("load");
  private final Installation installation = Installation.on(fleet);

  @AfterEach
  void close() {
    installation.close();
    repository.close();
  }

  @Test
  @Tag("capistrano-ask-10")
  void every_answer_is_whole_the_old_release_or_the_new_one() {
    repository.commit("One", Map.of("page", OLD));
    repository.tag("v1");
    repository.commit("Two", Map.of("page", NEW));
    repository.tag("v2");
    // `reload` has no gap of its own, so that every failed answer is ours.
    installation.describe(
        """
        application: app
        repository: %s
        deploy_to: /srv/app
        steps: {restart: {run: /opt/fleet/bin/app reload}}
        """
            .formatted(fleet.gitUrl("load")),
        "{batches: [1, 25%]}");
    CommandEnd first = installation.deploy("v1");
    assertEquals(0, first.code(), first.output());

    List<Heard> heard;
    try (LoadOnHosts load =
        LoadOnHosts.start(fleet.hosts(), List.of(SERVED, LINKED), 50, Duration.ofMinutes(4))) {
      CommandEnd second = installation.deploy("v2");
      assertEquals(0, second.code(), second.output());
      heard = load.stop();
    }

    for (Heard host : heard) {
      assertEquals(List.of(), host.faults(), host.host());
      assertEquals(0, host.faulty(), host.host());
      assertTrue(host.asked() > 50, host.host() + " was asked " + host.asked() + " times");
      for (Question question : List.of(SERVED, LINKED)) {
        assertEquals(
            List.of("old", "new"),
            host.turns().get(question.path()),
            host.host() + question.path());
      }
    }
  }
}
