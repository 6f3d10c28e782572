package io.slipway.starter.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.slipway.contract.EventType;
import io.slipway.contract.Phase;
import io.slipway.starter.output.Paint;
import java.util.List;
import java.util.regex.Pattern;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ScreenTest {
  private static final String HOSTILE =
      "a\u001b[2J\u001b]0;title\u0007\u009b2J\rb\nvm1: all is well\t\u202eltr\u2028\u0000\u001b[31";

  private static Telling switching() {
    return new Telling()
        .begins("deploy of v2 on production, 4 hosts, asked for by ana@laptop", 4)
        .tells(EventType.REVISION_RESOLVED, "v2 is 4f2c9d1")
        .phase(Phase.PREPARE, "prepare 4 hosts", 4)
        .host(EventType.HOST_STARTED, Phase.PREPARE, "vm1", "prepare")
        .host(EventType.HOST_STARTED, Phase.PREPARE, "vm2", "prepare")
        .host(EventType.HOST_STARTED, Phase.PREPARE, "vm3", "prepare")
        .after(4)
        .host(EventType.HOST_DONE, Phase.PREPARE, "vm1", "checkout")
        .host(EventType.HOST_DONE, Phase.PREPARE, "vm2", "checkout")
        .host(EventType.HOST_STARTED, Phase.PREPARE, "vm4", "prepare")
        .after(1)
        .host(EventType.HOST_DONE, Phase.PREPARE, "vm3", "checkout")
        .host(EventType.HOST_DONE, Phase.PREPARE, "vm4", "checkout")
        .over(Phase.PREPARE)
        .phase(Phase.ACTIVATE, "activate 1 host", 1)
        .host(EventType.HOST_STARTED, Phase.ACTIVATE, "vm1", "activate")
        .after(2)
        .host(EventType.HOST_DONE, Phase.ACTIVATE, "vm1", "symlink, restart")
        .over(Phase.ACTIVATE)
        .phase(Phase.ACTIVATE, "activate 3 hosts", 3)
        .host(EventType.HOST_STARTED, Phase.ACTIVATE, "vm2", "activate")
        .after(1)
        .host(EventType.HOST_STARTED, Phase.ACTIVATE, "vm3", "activate")
        .says("vm3", "restart", "stopping\nstarting shop\n")
        .after(3);
  }

  private static Telling paused() {
    return switching()
        .fails(
            Phase.ACTIVATE,
            "vm2",
            "vm2: tried to restart, but bin/restart ended with status 1. Look at its output.",
            "stopping\n\nstarting\nno such port: 80a\n")
        .tells(
            EventType.PAUSED,
            "Could not activate vm2. Waits for you until 2026-11-25T09:00:11Z: slipway retry,"
                + " exclude, continue or abort production.");
  }

  @Test
  void a_run_that_goes_well() {
    assertEquals(
        """
        deploy of v2 on production, 4 hosts, asked for by ana@laptop               0:11
        1 prepared, 2 activating, 1 active

        v2 is 4f2c9d1
        prepare 4 hosts   [####################]  4 of 4  0:05
        activate 1 host   [####################]  1 of 1  0:02
        activate 3 hosts  [--------------------]  0 of 3  0:04

        vm2  activate  0:04
        vm3  activate, restart  0:03  | starting shop
        vm1  active
        vm4  prepared




        q stop watching
        """,
        switching().shown(79, 17));
  }

  @Test
  void one_that_waits_for_a_person() {
    assertEquals(
        """
        deploy of v2 on production, 4 hosts, asked for by ana@laptop               0:11
        1 prepared, 1 activating, 1 active, 1 failed

        v2 is 4f2c9d1
        prepare 4 hosts   [####################]  4 of 4  0:05
        activate 1 host   [####################]  1 of 1  0:02
        activate 3 hosts  [######--------------]  0 of 3, 1 failed  0:04

        vm3  activate, restart  0:03  | starting shop
        and 3 more

        vm2: tried to restart, but bin/restart ended with status 1. Look at its output.
          | stopping
          | starting
          | no such port: 80a

        PAUSED. Could not activate vm2. Waits for you until 2026-11-25T09:00:11Z:
        slipway retry, exclude, continue or abort production.

        q stop watching
        """,
        paused().shown(79, 20));
  }

  @Test
  void what_needs_a_person_is_left_when_there_is_little_room() {
    assertEquals(
        """
        deploy of v2 on production, 4 ho… 0:11

        PAUSED. Could not activate vm2. Waits
        for you until 2026-11-25T09:00:11Z:
        slipway retry, exclude, continue or
        abort production.

        q stop watching
        """,
        paused().shown(38, 8));
    assertEquals("\nq stop watching\n", paused().shown(38, 2));
    assertEquals("q s…\n", paused().shown(4, 1));
  }

  @Test
  void many_hosts_are_counted_and_the_slowest_ones_named() {
    Telling run =
        new Telling()
            .begins("deploy of v2 on production, 1000 hosts, asked for by ana@laptop", 1000)
            .phase(Phase.PREPARE, "prepare 1000 hosts", 1000);
    for (int i = 1; i <= 500; i++) {
      run.host(EventType.HOST_STARTED, Phase.PREPARE, "web" + i, "prepare").after(i % 2);
    }
    for (int i = 1; i <= 460; i++) {
      run.host(EventType.HOST_DONE, Phase.PREPARE, "web" + i, "checkout");
    }
    for (int i = 461; i <= 463; i++) {
      run.fails(Phase.PREPARE, "web" + i, "web%d: tried to unpack, but no.".formatted(i), "");
    }
    assertEquals(
        """
        deploy of v2 on production, 1000 hosts, asked for by ana@laptop  4:10
        500 pending, 37 preparing, 460 prepared, 3 failed

        prepare 1000 hosts  460 of 1000, 3 failed  4:10

        web464  prepare  0:18
        web465  prepare  0:18
        web466  prepare  0:17
        web467  prepare  0:17
        and 496 more, 33 of them in work

        web463: tried to unpack, but no.
        web462: tried to unpack, but no.
        web461: tried to unpack, but no.

        q stop watching
        """,
        run.shown(69, 16));
  }

  @Test
  void a_worker_of_before_does_not_say_how_many_hosts_there_are() {
    String shown =
        new Telling()
            .phase(Phase.PREPARE, "prepare 2 hosts", null)
            .host(EventType.HOST_STARTED, Phase.PREPARE, "vm1", "prepare")
            .host(EventType.HOST_DONE, Phase.PREPARE, "vm1", "checkout")
            .shown(70, 10);
    assertTrue(shown.contains("\nprepare 2 hosts  1 done  0:00\n"), shown);
    assertTrue(shown.contains("\n1 prepared\n"), shown);
  }

  @Test
  void a_host_that_is_tried_again_has_not_failed_any_more() {
    String shown =
        paused()
            .tells(EventType.RESUMED, "retry vm2, asked for by ben@desk")
            .phase(Phase.ACTIVATE, "activate 1 host", 1)
            .host(EventType.HOST_STARTED, Phase.ACTIVATE, "vm2", "activate")
            .shown(79, 24);
    assertFalse(shown.contains("PAUSED"), shown);
    assertFalse(shown.contains("no such port"), shown);
    assertTrue(shown.contains("1 prepared, 2 activating, 1 active\n"), shown);
  }

  @Test
  void nothing_that_hosts_say_acts_on_the_terminal() {
    Telling run =
        new Telling()
            .begins(HOSTILE, 2)
            .tells(EventType.WARNING, HOSTILE)
            .phase(Phase.ACTIVATE, HOSTILE, 1)
            .host(EventType.HOST_STARTED, Phase.ACTIVATE, "vm1", HOSTILE)
            .says("vm1", HOSTILE, HOSTILE + "\n" + HOSTILE)
            .fails(Phase.ACTIVATE, "vm2", HOSTILE, HOSTILE)
            .tells(EventType.PAUSED, HOSTILE);
    run.picture.lost(HOSTILE);
    run.picture.note(HOSTILE);
    Pattern acting = Pattern.compile("[\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}\\p{Cf}]");

    for (Line line : new Screen(70, 30).of(run.picture, Line.EMPTY, run.now())) {
      String painted = line.painted(new Paint(true));
      String plain = painted.replaceAll("\u001b\\[(?:0|1|2|31|32|33)m", "");
      assertFalse(acting.matcher(plain).find(), plain);
      assertFalse(plain.startsWith("vm1: all is well"), plain);
    }
  }

  @Property(tries = 300)
  void it_has_as_many_lines_as_the_screen_and_none_is_wider(
      @ForAll @IntRange(min = 2, max = 120) int width,
      @ForAll @IntRange(min = 1, max = 40) int height) {
    Telling run =
        paused().tells(EventType.WARNING, "宽度 is two columns, e\u0301 is one 🚀".repeat(3));
    run.picture.lost("Temporal does not answer. " + "It goes on. ".repeat(20));
    List<Line> lines = new Screen(width, height).of(run.picture, Line.of("q a p"), run.now());

    assertEquals(height, lines.size());
    lines.forEach(l -> assertTrue(l.width() <= width, l::text));
    assertTrue(lines.getLast().text().startsWith("q"), lines.getLast().text());
  }
}
