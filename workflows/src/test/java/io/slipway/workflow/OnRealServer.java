package io.slipway.workflow;

import io.slipway.contract.SearchAttributes;
import io.slipway.contract.WorkflowIds;
import io.slipway.testbench.TemporalServer;
import io.temporal.common.SearchAttributeKey;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** A stage on a real Temporal server, with hosts in memory. */
abstract class OnRealServer {
  static final String OLD = "20250101000000";

  private static TemporalServer server;
  StageBench bench;
  FakeHosts hosts;

  @BeforeAll
  static void start() {
    server =
        TemporalServer.start(
            SearchAttributes.ALL.stream().map(SearchAttributeKey::getName).toList());
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.close();
    }
  }

  @BeforeEach
  void open() {
    bench = StageBench.on(server.address());
    hosts = bench.hosts;
  }

  @AfterEach
  void close() {
    bench.terminate(WorkflowIds.stage(Fixtures.SHOP, Fixtures.PRODUCTION));
    bench.close();
  }
}
