package io.slipway.workflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.slipway.contract.Initiator;
import io.slipway.contract.PauseNote;
import io.slipway.contract.RunKey;
import io.slipway.contract.RunKind;
import io.slipway.domain.ReleaseId;
import io.slipway.domain.Target;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** What others say changes nothing of how the Web UI shows a run. */
class HostilePageTest {
  private static final Instant AT = Instant.parse("2026-11-24T09:00:00Z");
  private static final String HOSTILE =
      "`x` ```\n\n# Heading\n| a | b |\n| --- | --- |\n<script>alert(1)</script> [x](javascript:x)"
          + " ![i](http://evil) **bold** _it_ ~~gone~~ &lt; <!-- \u202e \u001b[2J \\` $x$";
  private static final Pattern UNESCAPED =
      Pattern.compile("(?<!\\\\)(?:\\\\\\\\)*[`<>\\[\\]|*_~&!#$]");

  @Test
  void a_page_holds_no_markdown_but_its_own() {
    Target target = Fixtures.target(1);
    RunKey key =
        new RunKey(
            target.application(), target.stage(), RunKind.DEPLOY, ReleaseId.of("20261124090000"));
    Mission mission =
        new Mission(key, key, target, HOSTILE, new Initiator(HOSTILE, HOSTILE, HOSTILE));

    String page =
        RunPage.of(
            mission,
            HOSTILE,
            null,
            null,
            new FleetProgress(target.hosts()),
            List.of(),
            new PauseNote(HOSTILE, AT, AT),
            null);

    assertFalse(Pattern.compile("(?<!\\\\)<").matcher(page).find(), page);
    assertFalse(page.lines().anyMatch(l -> l.matches("[#>].*")), page);
    assertEquals(
        page.lines().filter(l -> l.startsWith("|")).count(),
        RunPage.of(
                new Mission(key, key, target, "main", new Initiator("ana", "laptop")),
                "goes on",
                null,
                null,
                new FleetProgress(target.hosts()),
                List.of(),
                new PauseNote("why", AT, AT),
                null)
            .lines()
            .filter(l -> l.startsWith("|"))
            .count());
  }

  @Property(tries = 500)
  void a_text_is_one_line_in_which_nothing_has_a_meaning(@ForAll String text) {
    String shown = Markdown.text(text + HOSTILE);

    assertEquals(1, shown.lines().count());
    assertFalse(UNESCAPED.matcher(shown).find(), shown);
  }
}
