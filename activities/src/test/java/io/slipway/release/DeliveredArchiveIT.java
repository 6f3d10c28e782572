package io.slipway.release;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.slipway.contract.FailureType;
import io.slipway.contract.HostFailure;
import io.slipway.contract.HostOrder;
import io.slipway.domain.Delivery;
import io.slipway.domain.Steps;
import io.slipway.testbench.Fleet;
import io.slipway.testbench.FleetExtension;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Nothing of an archive reaches a release unless the host has it as the worker has made it. */
class DeliveredArchiveIT {
  @RegisterExtension static final FleetExtension extension = FleetExtension.of(1);

  private static final String FIRST = "20261124090000";
  private static final String SECOND = "20261124100000";

  @TempDir Path folder;

  private Fleet fleet;
  private FleetSite site;

  @BeforeEach
  void open() {
    fleet = extension.get();
    site = new FleetSite(fleet, folder);
    site.delivery = Delivery.PUSH;
    site.steps = new Steps(null, null, Site.step("/opt/fleet/bin/app restart"));
    site.deployed(1, FIRST, site.repository.commit("1", Map.of("file", "1")));
  }

  @AfterEach
  void close() {
    site.close();
  }

  @Test
  void what_was_changed_on_its_way_is_refused_and_changes_nothing() {
    HostOrder second = second();
    fleet.breakHost(1, "--spoil-cmd", "cat");

    HostFailure refused = Site.failing(() -> site.host.prepare(second));

    assertEquals(FailureType.CONNECTION_LOST, refused.type(), refused.message());
    assertTrue(refused.reason().startsWith("what arrived does not have the checksum "));
    fleet.heal(1);
    assertEquals(List.of(FIRST), fleet.state().getFirst().releases());
    assertServed(FIRST);
    assertEquals("", fleet.execute(1, "cd /srv/app; find . -name '*.gz' -o -name '*.part'"));
    site.host.prepare(second);
    site.host.activate(second);
    assertServed(SECOND);
  }

  @Test
  void what_was_changed_after_it_had_arrived_is_not_unpacked_but_sent_again() throws IOException {
    HostOrder second = second();
    spoil(sent(second));
    fleet.heal(1);

    site.host.prepare(second);

    assertEquals("2", Site.read(fleet.onDisk(1, "/srv/app/releases/" + SECOND + "/file")));
  }

  @Test
  void what_was_changed_on_the_worker_is_refused_and_made_anew() throws IOException {
    HostOrder second = second();
    spoil(cached(second));

    HostFailure refused = Site.failing(() -> site.host.prepare(second));

    assertEquals(FailureType.SOURCE_UNREACHABLE, refused.type(), refused.message());
    assertTrue(refused.reason().contains("is not what it was when it was made"));
    assertEquals(List.of(FIRST), fleet.state().getFirst().releases());
    site.host.prepare(second);
    assertEquals("2", Site.read(fleet.onDisk(1, "/srv/app/releases/" + SECOND + "/file")));
  }

  private HostOrder second() {
    return site.deploy(1, SECOND, site.repository.commit("2", Map.of("file", "2")));
  }

  /** The archive that the host has, where unpacking it has failed. */
  private Path sent(HostOrder order) {
    fleet.breakHost(1, "--fail-cmd", "gzip", "1");
    HostFailure failed = Site.failing(() -> site.host.prepare(order));
    assertEquals(FailureType.HOST_COMMAND_FAILED, failed.type(), failed.message());
    return only(fleet.onDisk(1, "/srv/app/.slipway/" + SECOND), ".tar.gz");
  }

  /** The archive that the worker has, made by a failed attempt to send it. */
  private Path cached(HostOrder order) {
    fleet.breakHost(1, "--spoil-cmd", "cat");
    HostFailure failed = Site.failing(() -> site.host.prepare(order));
    assertEquals(FailureType.CONNECTION_LOST, failed.type(), failed.message());
    fleet.heal(1);
    return only(folder.resolve("cache"), order.revision() + ".tar.gz");
  }

  private static void spoil(Path archive) throws IOException {
    byte[] bytes = Files.readAllBytes(archive);
    bytes[bytes.length - 1] ^= 1;
    Files.write(archive, bytes);
  }

  private static Path only(Path below, String suffix) {
    try (Stream<Path> files = Files.walk(below)) {
      List<Path> found = files.filter(f -> f.toString().endsWith(suffix)).toList();
      assertEquals(1, found.size(), found.toString());
      return found.getFirst();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void assertServed(String release) {
    assertEquals(release, fleet.state().getFirst().current().orElse(""));
    assertEquals(release, fleet.state().getFirst().served().orElse(""));
  }
}
