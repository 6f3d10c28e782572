package io.slipway.release;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.slipway.redact.Redactor;
import java.util.HexFormat;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

/** Whatever a host prints, it is understood or passed over, and only marks with the nonce count. */
class HostileOutputTest {
  private static final String NONCE = "@0123456789abcdef01234567";
  private static final HostSecrets SECRETS = HostSecrets.none(new Redactor());
  private static final List<String> KINDS =
      List.of(
          "begin",
          "output",
          "skipped",
          "done",
          "fault",
          "stepfault",
          "warn",
          "live",
          "previous",
          "release",
          "wants",
          "pending",
          "commit",
          "ref",
          "name",
          "said",
          "template",
          "keeper",
          "current",
          "linked",
          "stray",
          "running",
          "compared",
          "changed",
          "room",
          "health",
          "end",
          "",
          "unheard-of");

  @Property(tries = 500)
  void what_comes_without_the_nonce_counts_for_nothing(
      @ForAll("guesses") String guess, @ForAll("marks") List<String> marks) {
    StringBuilder out = new StringBuilder();
    marks.forEach(mark -> out.append(guess).append(mark).append('\n'));

    Transcript told = Transcript.of(NONCE, out.toString(), SECRETS);

    assertEquals(List.of(), told.steps);
    assertEquals(List.of(), told.faults);
    assertEquals(List.of(), told.warnings);
    assertEquals(List.of(), told.releases);
    assertEquals(List.of(), told.wanted);
    assertEquals(List.of(), told.refs);
    assertEquals(List.of(), told.names);
    assertTrue(told.templates.isEmpty());
    assertNull(told.live);
    assertNull(told.commit);
    assertNull(told.commandFault);
    assertNull(told.open);
    assertNull(told.heard);
    assertFalse(told.pending);
    assertFalse(told.ended);
  }

  @Property(tries = 1000)
  void marks_of_any_form_are_read_or_make_the_script_one_that_broke_off(
      @ForAll("marks") List<String> marks) {
    StringBuilder out = new StringBuilder();
    marks.forEach(mark -> out.append(NONCE).append(' ').append(mark).append('\n'));
    Transcript told = Transcript.of(NONCE, out + NONCE + " end\n", SECRETS);
    Transcript last = Transcript.of(NONCE, out + NONCE + " done tx\n" + NONCE + " end", SECRETS);

    assertTrue(told.steps.size() <= marks.size());
    assertFalse(last.ended, "a mark that lacks fields was taken for a good one");
  }

  @Property(tries = 300)
  void any_text_is_passed_over(@ForAll String out) {
    assertFalse(Transcript.of(NONCE, out, SECRETS).ended);
  }

  @Property(tries = 500)
  void pieces_of_output_make_up_the_whole(
      @ForAll String said, @ForAll @IntRange(min = 1, max = 7) int size) {
    byte[] bytes = said.getBytes(UTF_8);
    StringBuilder heard = new StringBuilder();
    for (int from = 0, to = size; from < bytes.length; to = from + size) {
      String hex =
          HexFormat.of().formatHex(bytes, from, Math.min(bytes.length, Math.max(to, from + 4)));
      Heard piece = Heard.of("build", from, hex, SECRETS);
      assertTrue(piece.to() > from || piece.text().isEmpty());
      heard.append(piece.text());
      if (piece.to() == from) {
        break; // the beginning of a character, and nothing follows
      }
      from = (int) piece.to();
    }
    assertEquals(new String(bytes, UTF_8), heard.toString());
  }

  @Property(tries = 500)
  void any_bytes_are_heard(@ForAll byte[] bytes, @ForAll @LongRange(max = 9) long from) {
    Heard heard = Heard.of("build", from, HexFormat.of().formatHex(bytes), SECRETS);

    assertTrue(heard.to() >= from && heard.to() <= from + bytes.length);
    assertTrue(heard.settled().to() <= heard.to());
  }

  @Property(tries = 500)
  void the_last_line_is_one(@ForAll String text) {
    assertTrue(Output.lastLine(text).lines().count() <= 1);
  }

  @Provide
  Arbitrary<String> guesses() {
    return Arbitraries.oneOf(
        Arbitraries.of(
            "",
            " ",
            NONCE,
            " " + NONCE + " ",
            "x" + NONCE + " ",
            NONCE.substring(1) + " ",
            NONCE.toUpperCase(java.util.Locale.ROOT) + " ",
            NONCE + "\t",
            NONCE + "0 ",
            "@000000000000000000000000 ",
            "\u0000" + NONCE + " ",
            "\u200b" + NONCE + " "),
        Arbitraries.strings().withChars("0123456789abcdef").ofLength(24).map(s -> "@" + s + " "));
  }

  @Provide
  Arbitrary<List<String>> marks() {
    Arbitrary<String> field =
        Arbitraries.oneOf(
            Arbitraries.of("t", "x", "t1", "t0", "x6f6b", "x6", "xzz", "t99999999999999999999", ""),
            Arbitraries.strings().ofMaxLength(6).map(s -> "t" + s.replaceAll("\\R", "")),
            Arbitraries.strings()
                .ofMaxLength(6)
                .map(s -> "x" + HexFormat.of().formatHex(s.getBytes(UTF_8))));
    Arbitrary<String> mark =
        Combinators.combine(Arbitraries.of(KINDS), field.list().ofMaxSize(5))
            .as((kind, fields) -> (kind + " " + String.join(" ", fields)).stripTrailing());
    return mark.list().ofMaxSize(6);
  }
}
