package io.slipway.release;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.slipway.contract.HostOrder;
import io.slipway.contract.StepOutput;
import io.slipway.contract.StepReport;
import io.slipway.domain.HostName;
import io.slipway.domain.Steps;
import io.slipway.redact.Redactor;
import io.temporal.client.ActivityWorkerShutdownException;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What commands say is heard while they run. */
class LiveOutputTest {
  private static final HostSecrets NOBODYS = HostSecrets.none(new Redactor());

  private static final HostName WEB1 = HostName.of("web1");

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(names = {"SH", "BUSYBOX", "BARE"})
  void it_comes_in_pieces_and_another_worker_goes_on_from_there(Shells shell) {
    try (Site site = new Site(folder, "root", shell.open(folder))) {
      Path go = folder.resolve("go");
      Path end = folder.resolve("end");
      site.steps =
          new Steps(
              Site.step(
                  "echo one; until [ -e '%s' ]; do sleep 0.1; done; awk 'BEGIN { for (i = 1; i <= 2000; i++) print i }'; until [ -e '%s' ]; do sleep 0.1; done; echo end"
                      .formatted(go, end)),
              null,
              null);
      HostOrder order = site.deploy("20261124090000", site.commit("file", "1"));
      site.host.prepare(order);
      site.pulse = () -> stopWhen(site.output.offset() > 0);
      assertThrows(ActivityWorkerShutdownException.class, () -> site.host.build(order));
      assertEquals(new StepOutput(WEB1, "build", 4, 4, "one\n"), site.output.told());
      Site.write(go, "");
      site.output = new LiveOutput(site.output.told());
      site.pulse =
          () -> {
            if (tail(site).endsWith("2000\n")) {
              Site.write(end, "");
            }
          };
      StepReport report = site.host.build(order).steps().getFirst();
      StepOutput told = Objects.requireNonNull(site.output.told());
      // Whether its last word is heard live as well depends on who is quicker.
      String last = told.tail().endsWith("end\n") ? "end\n" : "";
      assertTrue(told.tail().endsWith("1999\n2000\n" + last), String.valueOf(told));
      assertEquals(4 + 8893 + last.length(), told.length(), "what was left out counts, too");
      assertEquals(2048, told.tail().length());
      assertTrue(report.output().endsWith("2000\nend\n"));
    }
  }

  private static String tail(Site site) {
    StepOutput told = site.output.told();
    return told == null ? "" : told.tail();
  }

  @Test
  void a_step_that_was_waited_for_in_turns_was_done_by_this_attempt() {
    try (Site site = new Site(folder)) {
      site.steps = new Steps(Site.step("for i in 1 2 3; do echo $i; sleep 1; done"), null, null);
      HostOrder order = site.deploy("20261124090000", site.commit("file", "1"));
      site.host.prepare(order);
      assertFalse(site.host.build(order).steps().getFirst().already());
      assertTrue(site.output.offset() > 0, "there was more than one turn");
    }
  }

  @Test
  void characters_are_told_in_full() {
    byte[] text = "a\u00e9\u20ac\ud83d\ude80".getBytes(UTF_8);
    StringBuilder all = new StringBuilder();
    long from = 0;
    for (int to = 1; to <= text.length; to++) {
      byte[] piece = java.util.Arrays.copyOfRange(text, (int) from, to);
      Heard heard = Heard.of("build", from, HexFormat.of().formatHex(piece), NOBODYS);
      all.append(heard.text());
      from = heard.to();
    }
    assertEquals("a\u00e9\u20ac\ud83d\ude80", all.toString());
    assertEquals(
        "\u20ac", Heard.of("build", 2, "a9e282ac", NOBODYS).text(), "begun in the midst of one");
  }

  @Test
  void a_step_that_begins_anew_is_heard_from_its_beginning() {
    LiveOutput output = new LiveOutput(new StepOutput(WEB1, "restart", 10, 10, "old"));
    output.add(WEB1, new Heard("verify", 0, 3, "new", NOBODYS));
    assertEquals(new StepOutput(WEB1, "verify", 3, 3, "new"), output.told());
    output.add(WEB1, new Heard("verify", 5, 8, "far", NOBODYS));
    assertEquals(new StepOutput(WEB1, "verify", 8, 8, "far"), output.told());
  }

  private static void stopWhen(boolean now) {
    if (now) {
      throw new ActivityWorkerShutdownException();
    }
  }
}
