package io.slipway.release;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.slipway.contract.DeliveryOrder;
import io.slipway.contract.HostOrder;
import io.slipway.contract.HostReport;
import io.slipway.contract.Received;
import io.slipway.domain.Delivery;
import io.slipway.domain.HostName;
import io.slipway.testbench.Fleet;
import io.slipway.testbench.FleetExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Hosts hand archives on, each proves by its checksum what it gets, and no door stays open. */
class RelayedArchiveIT {
  @RegisterExtension static final FleetExtension extension = FleetExtension.of(3);

  private static final String RELEASE = "20261124090000";
  private static final String STATE = "/srv/app/.slipway/" + RELEASE;

  @TempDir Path folder;

  private Fleet fleet;
  private FleetSite site;
  private String revision;

  @BeforeEach
  void open() {
    fleet = extension.get();
    site = new FleetSite(fleet, folder);
    site.delivery = Delivery.RELAY;
    revision =
        site.repository.commit("1", Map.of("file", "1", "bin/run", "#!/bin/sh\n", "big", noise()));
    // Hosts have other folders for what is temporary, so that only the worker sees it.
    site.url = site.repository.copy(folder.resolve("own.git")).toString();
    assertEquals(new Received(null, true, false), receive(1, 0).received());
  }

  @AfterEach
  void close() {
    site.close();
  }

  @Test
  void a_host_gets_it_from_another_and_neither_asks_the_git_server() {
    HostReport got = receive(2, 1);

    assertEquals(new Received(HostName.of("vm1"), true, false), got.received());
    assertEquals("from vm1", got.steps().getFirst().output());
    assertEquals(archives(1), archives(2));
    assertShut(1, 2);
    assertEquals(new Received(null, true, false), receive(2, 1).received(), "it was there");
    assertEquals(new Received(HostName.of("vm2"), true, false), receive(3, 2).received());
  }

  @Test
  void all_deliveries_make_the_same_release() throws IOException {
    receive(2, 1);
    site.host.prepare(order(2));
    site.delivery = Delivery.PUSH;
    site.host.prepare(order(1));
    site.delivery = Delivery.CLONE;
    site.url = fleet.gitUrl(folder.getFileName().toString());
    site.host.prepare(order(3));

    for (String host : new String[] {"2", "3"}) {
      assertEquals(tree(1), tree(Integer.parseInt(host)), "vm" + host);
      for (String list : new String[] {"files", "links"}) {
        assertEquals(manifest(1, list), manifest(Integer.parseInt(host), list), "vm" + host);
      }
    }
  }

  @Test
  void archives_stay_for_others_until_the_run_is_over() {
    receive(2, 1);
    site.host.prepare(order(2));
    assertEquals(archives(1), archives(2));
    assertEquals(new Received(HostName.of("vm2"), true, false), receive(3, 2).received());

    site.host.discard(order(3));
    site.host.activate(order(2));
    site.host.finish(order(2));

    assertEquals("", archives(2));
    assertEquals("", archives(3));
  }

  @Test
  void what_is_changed_on_its_way_is_thrown_away_and_sent_by_the_worker() {
    fleet.breakHost(1, "--spoil-cmd", "cat");

    HostReport got = receive(2, 1);

    assertEquals(new Received(null, true, true), got.received());
    assertTrue(got.warnings().getFirst().contains("does not have the checksum"), got.toString());
    fleet.heal(1);
    assertEquals(archives(1), archives(2));
    assertShut(1, 2);
  }

  @Test
  void a_host_that_has_lost_it_or_cannot_hand_it_on_is_not_needed() {
    fleet.execute(1, "rm " + STATE + "/*.tar.gz");
    assertVain(receive(2, 1), "it does not have it any more");

    fleet.breakHost(3, "--fail-cmd", "ssh-keygen");
    assertVain(receive(3, 2), "ssh-keygen made no key");
  }

  @Test
  void a_host_that_is_away_is_not_needed() {
    fleet.breakHost(1, "--power-off");

    assertVain(receive(2, 1), "");
  }

  @Test
  void a_host_that_goes_away_while_it_gives_is_not_needed() throws Exception {
    fleet.breakHost(1, "--slow-cmd", "cat", "3600");
    CompletableFuture<HostReport> coming = CompletableFuture.supplyAsync(() -> receive(2, 1));
    await("the transfer", 1, "pgrep -f '^sleep 3600'");

    fleet.breakHost(1, "--power-off");

    assertVain(coming.get(), "");
    assertEquals(64, archives(2).split("\\.")[0].length());
    assertShut(2, 2);
  }

  @Test
  void a_worker_that_is_killed_meanwhile_leaves_no_door_open_and_is_followed_by_another()
      throws Exception {
    fleet.breakHost(1, "--slow-cmd", "cat", "3600");
    CompletableFuture<HostReport> coming = CompletableFuture.supplyAsync(() -> receive(2, 1));
    await("the transfer", 1, "pgrep -f '^sleep 3600'");
    assertNothingToldInProcesses();

    site.close();

    assertThrows(Exception.class, coming::get);
    fleet.heal(1);
    // What had begun would come to its end, which is as well.
    fleet.execute(1, "pkill -f 'ca[t] /srv/app' || true; pkill -f '^sleep 3600' || true");
    site = new FleetSite(fleet, folder.resolve("again"), site);
    site.delivery = Delivery.RELAY;
    assertEquals(new Received(HostName.of("vm1"), true, false), receive(2, 1).received());
    assertEquals(archives(1), archives(2));
    site.host.discard(order(1));
    site.host.discard(order(2));
    assertShut(1, 2);
  }

  /** Keys and what was said are in files that nobody else reads. */
  private void assertNothingToldInProcesses() {
    String key = fleet.execute(2, "sed -n 2p " + STATE + "/in-*/key");
    assertFalse(key.isBlank());
    for (int host : new int[] {1, 2}) {
      String processes = fleet.execute(host, "ps -eo args");
      assertFalse(processes.contains(key.strip()), "key of vm2 on vm" + host);
    }
    assertEquals(
        "700 600", fleet.execute(2, "cd " + STATE + "; echo $(stat -c %a in-* in-*/key)").strip());
    assertEquals(
        "700 600",
        fleet.execute(1, "cd " + STATE + "; echo $(stat -c %a door-* door-*/host_key)").strip());
  }

  private HostOrder order(int number) {
    return site.deploy(number, RELEASE, revision);
  }

  /**
   * @param parent number of the host that has it; 0 for the worker
   */
  private HostReport receive(int number, int parent) {
    return site.delivering.receive(
        new DeliveryOrder(order(number), parent == 0 ? null : order(parent).host()));
  }

  private void assertVain(HostReport got, String why) {
    assertEquals(new Received(null, true, true), got.received());
    assertEquals(1, got.warnings().size());
    assertTrue(got.warnings().getFirst().contains(why), got.toString());
    assertTrue(got.warnings().getFirst().endsWith("The worker sent it."), got.toString());
  }

  private void assertShut(int first, int last) {
    for (int host = first; host <= last; host++) {
      assertEquals(
          "",
          fleet.execute(host, "cd " + STATE + "; ls -d door-* in-* 2>/dev/null || true").strip());
      assertEquals("", fleet.execute(host, "pgrep -f 'door-[0-9a-f]*/config' || true").strip());
    }
  }

  private String archives(int host) {
    return fleet.execute(host, "cd " + STATE + "; ls *.tar.gz 2>/dev/null || true").strip();
  }

  private String tree(int host) {
    return fleet.execute(
        host,
        "cd /srv/app/releases/"
            + RELEASE
            + "; find . -printf '%p %m %s %l\\n' | sort | grep -v '^\\. '");
  }

  private String manifest(int host, String list) throws IOException {
    Path file = fleet.onDisk(host, STATE + "/manifest/" + list);
    return String.join("\n", Files.readAllLines(file).stream().sorted().toList());
  }

  private void await(String what, int host, String command) throws InterruptedException {
    long deadline = System.nanoTime() + 30_000_000_000L;
    while (fleet.execute(host, command + " || true").isBlank()) {
      assertTrue(System.nanoTime() < deadline, what + " did not begin");
      Thread.onSpinWait();
    }
    assertNotNull(what);
  }

  /** More than fits into what lies on the way between two processes. */
  private static String noise() {
    byte[] bytes = new byte[3_000_000];
    new Random(1).nextBytes(bytes);
    return Base64.getEncoder().encodeToString(bytes);
  }
}
