package io.slipway.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.slipway.testbench.Fleet;
import io.slipway.testbench.FleetHost;
import io.slipway.testbench.FleetHostState;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.LinkedHashSet;
import java.util.Set;

/** What each host of a fleet gives out over HTTP, which must be one and the same. */
final class ServedEverywhere {
  private ServedEverywhere() {}

  /** A file of the release that all hosts serve. */
  static String file(Fleet fleet, String path) throws IOException {
    Set<String> served = new LinkedHashSet<>();
    for (FleetHost host : fleet.hosts()) {
      URI uri =
          URI.create("http://%s:%d/release/%s".formatted(host.address(), host.httpPort(), path));
      try (InputStream told = uri.toURL().openStream()) {
        served.add(new String(told.readAllBytes(), UTF_8));
      }
    }
    assertEquals(1, served.size(), served.toString());
    return served.iterator().next();
  }

  /** No host serves a release, or has one. */
  static void assertNothing(Fleet fleet) {
    for (FleetHostState state : fleet.state()) {
      assertTrue(state.current().isEmpty(), state.name());
      assertTrue(state.releases().isEmpty(), state.toString());
    }
  }

  /** No archive of a run is left on any host. */
  static void assertNoArchives(Fleet fleet) {
    for (FleetHost host : fleet.hosts()) {
      String left =
          fleet.execute(host.number(), "ls /srv/app/.slipway/*/*.tar.gz 2>/dev/null || true");
      assertEquals("", left, host.name());
    }
  }
}
