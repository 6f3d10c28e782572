package io.slipway.testbench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class LoadOnHostsIT {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final List<Question> QUESTIONS =
      List.of(question("/release/id"), question("/current/id"));

  @RegisterExtension static final FleetExtension extension = FleetExtension.of(2);

  private final Fleet fleet = extension.get();

  @Test
  void sees_one_switch_and_no_fault_when_a_release_is_switched_well() {
    release("one", "start");
    try (LoadOnHosts load = LoadOnHosts.start(fleet.hosts(), QUESTIONS, 50, LIMIT)) {
      awaitTurn(load, "one");
      release("two", "reload");
      awaitTurn(load, "two");

      for (Heard heard : load.stop()) {
        assertEquals(List.of(), heard.faults());
        assertEquals(List.of("one", "two"), heard.turns().get("/release/id"), heard.toString());
        assertEquals(List.of("one", "two"), heard.turns().get("/current/id"), heard.toString());
      }
    }
  }

  @Test
  void sees_a_release_that_is_torn_under_the_app() {
    release("one", "start");
    try (LoadOnHosts load = LoadOnHosts.start(fleet.hosts(), QUESTIONS, 50, LIMIT)) {
      awaitTurn(load, "one");
      fleet.execute(2, "rm /srv/app/releases/one/id");
      Eventually.within(LIMIT, "a fault", () -> load.heard().get(1).faulty() > 0);

      List<Heard> heard = load.stop();
      assertTrue(heard.get(1).faults().getFirst().what().contains("404"), heard.toString());
      assertEquals(0, heard.get(0).faulty(), heard.toString());
    }
  }

  private void release(String name, String verb) {
    String commands =
        """
        mkdir -p /srv/app/releases/%1$s && echo %1$s >/srv/app/releases/%1$s/id
        ln -s /srv/app/releases/%1$s /srv/app/next && mv -T /srv/app/next /srv/app/current
        /opt/fleet/bin/app %2$s
        """
            .formatted(name, verb);
    fleet.hosts().forEach(host -> fleet.execute(host.number(), commands));
  }

  private static void awaitTurn(LoadOnHosts load, String name) {
    Eventually.within(
        LIMIT,
        name + " from both hosts on both paths",
        () ->
            load.heard().stream()
                .allMatch(
                    heard ->
                        heard.turns().size() == QUESTIONS.size()
                            && heard.turns().values().stream()
                                .allMatch(names -> names.getLast().equals(name))));
  }

  private static Question question(String path) {
    return new Question(path, Map.of("one", "one\n", "two", "two\n"));
  }
}
