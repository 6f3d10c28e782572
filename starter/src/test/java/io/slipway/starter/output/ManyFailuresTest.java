package io.slipway.starter.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.slipway.contract.EventType;
import io.slipway.contract.FailureType;
import io.slipway.contract.HostFailure;
import io.slipway.contract.HostResult;
import io.slipway.contract.HostState;
import io.slipway.contract.RunEvent;
import io.slipway.contract.RunOutcome;
import io.slipway.contract.RunResult;
import io.slipway.domain.HostName;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A thousand hosts that fail must leave a page that people read. */
final class ManyFailuresTest {
  private final StringWriter text = new StringWriter();
  private final TextProgress progress = new TextProgress(page(), page());

  @Test
  void equal_failures_are_told_once_with_their_last_lines() {
    List<HostResult> hosts = new ArrayList<>();
    for (int i = 1; i <= 37; i++) {
      hosts.add(failed("web" + i, "the disk is full: %d KiB free".formatted(i), "tar: no space"));
    }
    hosts.add(failed("db1", "it refused the connection", ""));
    for (int i = 1; i <= 62; i++) {
      hosts.add(new HostResult(HostName.of("app" + i), HostState.UNTOUCHED, null, null));
    }

    progress.ended(result(hosts), ExitCode.FAILED);

    assertEquals(
        """

        HOST      STATE      LIVE  TOOK  NOTE
        36 hosts  failed     -
        62 hosts  untouched  -
        web1      failed     -           checkout: the disk is full: 1 KiB free
        db1       failed     -           checkout: it refused the connection
        37 hosts (web1, web2, web3, web4, web5 and 32 more) failed in the same way.
          | tar: no space
        Nothing has changed.
        """,
        text.toString());
  }

  @Test
  void while_it_goes_on_the_second_of_equal_failures_has_a_short_line() {
    progress.event("run", event(failed("web1", "the disk is full: 1 KiB free", "tar: no space")));
    progress.event("run", event(failed("web2", "the disk is full: 2 KiB free", "tar: no space")));
    progress.event("run", event(failed("web3", "it refused the connection", "")));

    String told = text.toString();
    assertTrue(told.contains("  web2: failed as web1 did\n"), told);
    assertTrue(told.contains("web3: tried to unpack, but it refused the connection"), told);
    assertEquals(told.indexOf("tar: no space"), told.lastIndexOf("tar: no space"), told);
  }

  @Test
  void lists_of_failures_end_with_the_hosts_that_failed_as_the_first() {
    List<HostFailure> failures = new ArrayList<>();
    for (int i = 1; i <= 1000; i++) {
      failures.add(failed("web" + i, "port 22 of web%d is closed".formatted(i), "").failure());
    }

    Told.failures(page(), failures);

    assertEquals(
        """
        web1: tried to unpack, but port 22 of web1 is closed. Look at it.
          the same on 999 hosts: web2, web3, web4, web5, web6 and 994 more
        """,
        text.toString());
    assertFalse(text.toString().contains("web7"));
  }

  private Page page() {
    return new Page(new PrintWriter(text, true), Paint.NONE);
  }

  private static HostResult failed(String host, String reason, String output) {
    HostName name = HostName.of(host);
    HostFailure failure =
        new HostFailure(
            name, FailureType.DISK_FULL, "checkout", "unpack", reason, "Look at it.", output);
    return new HostResult(name, HostState.FAILED, null, failure);
  }

  private static RunEvent event(HostResult host) {
    HostFailure failure = host.failure();
    return new RunEvent(
        1,
        Instant.EPOCH,
        EventType.HOST_FAILED,
        null,
        host.host(),
        "checkout",
        null,
        failure == null ? "" : failure.message(),
        failure == null ? "" : failure.output());
  }

  private static RunResult result(List<HostResult> hosts) {
    return new RunResult(
        Samples.KEY, RunOutcome.UNTOUCHED, null, null, "Nothing has changed.", hosts, List.of());
  }
}
