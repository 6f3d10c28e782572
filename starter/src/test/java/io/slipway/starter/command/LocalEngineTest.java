package io.slipway.starter.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.slipway.starter.gateway.LocalEngine;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LocalEngineTest {
  private static final String AGENT = "/run/user/1000/agent";

  @TempDir Path folder;

  private record Engine(String target) implements LocalEngine {
    @Override
    public Address start(PrintWriter notes) {
      notes.println("It forgets all when it ends.");
      return new Address(target, "default", null, false);
    }

    @Override
    public Optional<Address> running() {
      return Optional.of(new Address(target, "default", null, false));
    }
  }

  @Test
  void lends_the_askers_agent_to_the_engine_and_passes_on_its_notes() {
    try (CommandBench bench = CommandBench.started(folder)) {
      bench.writesFile(1, "");

      Ran ran =
          Running.begin(
                  bench.surroundings(new Engine(bench.address), Map.of("SSH_AUTH_SOCK", AGENT)),
                  List.of("check", "production", "--file", bench.file.toString()))
              .end();

      ran.exits(0).notes("It forgets all when it ends.");
      assertEquals(AGENT, bench.fleet.orders().getFirst().target().ssh().agent());
    }
  }

  @Test
  void keeps_the_askers_agent_from_a_cluster() {
    try (CommandBench bench = CommandBench.started(folder)) {
      bench.writesFile(1, "");

      Running.begin(
              bench.surroundings(
                  new CommandBench.NoEngine(),
                  Map.of("SSH_AUTH_SOCK", AGENT, "TEMPORAL_ADDRESS", bench.address)),
              List.of("check", "production", "--file", bench.file.toString()))
          .end()
          .exits(0);

      assertNull(bench.fleet.orders().getFirst().target().ssh().agent());
    }
  }
}
