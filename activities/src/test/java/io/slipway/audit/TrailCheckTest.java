package io.slipway.audit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.slipway.audit.TrailCheck.Fault;
import io.slipway.audit.TrailCheck.Report;
import io.slipway.audit.TrailCheck.Wrong;
import io.slipway.testbench.TemporaryFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.jspecify.annotations.Nullable;

/** A sound trail of 13 lines, changed in every way. */
final class TrailCheckTest {
  private static final int LINES = 13;
  private static @Nullable TemporaryFolder folder;
  private static String sound = "";
  private static String head = "";

  @BeforeContainer
  static void fill() {
    TemporaryFolder made = new TemporaryFolder("audit");
    folder = made;
    Notes.fill(made.path().resolve("audit.jsonl"), LINES - 3);
    sound = Notes.read(made.path().resolve("audit.jsonl"));
    Report report = Notes.check(made.path().resolve("audit.jsonl"));
    assertEquals(List.of(), report.faults());
    assertEquals(LINES, report.last());
    head = report.head();
  }

  @AfterContainer
  static void remove() {
    if (folder != null) {
      folder.close();
    }
  }

  private static Report check(String text, @Nullable String wantedHead) {
    var file = Objects.requireNonNull(folder).path().resolve("changed.jsonl");
    Notes.write(file, text);
    try {
      return TrailCheck.of(List.of(file), Seal.OPEN, wantedHead);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> lines() {
    return new ArrayList<>(Arrays.asList(sound.split("\n")));
  }

  private static String text(List<String> lines) {
    return String.join("\n", lines) + "\n";
  }

  private static Fault only(Report report) {
    assertEquals(1, report.faults().size(), report::toString);
    return report.faults().getFirst();
  }

  @Property(tries = 30)
  void names_a_line_that_was_removed(@ForAll @IntRange(min = 1, max = LINES - 1) int line) {
    List<String> lines = lines();
    lines.remove(line - 1);

    List<Fault> faults = check(text(lines), null).faults();

    assertFalse(faults.isEmpty());
    assertEquals(Wrong.MISSING, faults.getFirst().wrong());
    assertEquals(line, faults.getFirst().line());
    if (line > 1) {
      assertEquals(line, only(check(text(lines), null)).number());
    }
  }

  @Property(tries = 30)
  void names_a_line_that_was_written_twice(@ForAll @IntRange(min = 1, max = LINES) int line) {
    List<String> lines = lines();
    lines.add(line, lines.get(line - 1));

    Fault fault = only(check(text(lines), null));

    assertEquals(Wrong.REPEATED, fault.wrong());
    assertEquals(line + 1, fault.line());
    assertEquals(line, fault.number());
  }

  @Property(tries = 60)
  void names_lines_that_changed_places(
      @ForAll @IntRange(min = 2, max = LINES) int one,
      @ForAll @IntRange(min = 2, max = LINES) int other) {
    Assume.that(one < other);
    List<String> lines = lines();
    Collections.swap(lines, one - 1, other - 1);

    List<Fault> faults = check(text(lines), null).faults();

    assertTrue(
        faults.stream().anyMatch(f -> f.wrong() == Wrong.MOVED && f.number() == one),
        faults::toString);
  }

  @Property(tries = 30)
  void names_a_line_whose_words_and_hash_were_made_anew(
      @ForAll @IntRange(min = 2, max = LINES - 2) int line) {
    List<String> lines = lines();
    AuditLine old = Objects.requireNonNull(AuditLine.parse(lines.get(line - 1)));
    String body = old.body().replace("ana@laptop", "eve@laptop");
    Assume.that(!body.equals(old.body()));
    lines.set(
        line - 1,
        body.substring(0, body.length() - 1) + ",\"hash\":\"" + Seal.OPEN.hash(body) + "\"}");

    Fault fault = only(check(text(lines), null));

    assertEquals(Wrong.CHANGED, fault.wrong());
    assertEquals(line, fault.line());
    assertEquals(line, fault.number());
  }

  @Property(tries = 500)
  void names_the_line_of_a_changed_byte(
      @ForAll @IntRange(min = 0, max = 1_000_000) int at,
      @ForAll @IntRange(min = 1, max = 255) int by) {
    byte[] bytes = sound.getBytes(ISO_8859_1);
    int place = at % bytes.length;
    bytes[place] ^= (byte) by;
    long line = sound.substring(0, place).chars().filter(c -> c == '\n').count() + 1;

    List<Fault> faults = check(new String(bytes, ISO_8859_1), null).faults();

    assertFalse(faults.isEmpty());
    assertTrue(faults.stream().anyMatch(f -> f.line() == line), faults::toString);
  }

  @Property(tries = 200)
  void finds_an_end_that_was_cut_off(@ForAll @IntRange(min = 1, max = 1_000_000) int cut) {
    String rest = sound.substring(0, (cut - 1) % sound.length());

    List<Fault> faults = check(rest, LINES + ":" + head).faults();

    assertFalse(faults.isEmpty());
    if (!rest.isEmpty() && !rest.endsWith("\n")) {
      long line = rest.chars().filter(c -> c == '\n').count() + 1;
      assertTrue(faults.stream().anyMatch(f -> f.wrong() == Wrong.TORN && f.line() == line));
    }
  }

  @Property(tries = 1)
  void tells_which_lines_were_cut_off() {
    Fault fault = only(check(text(lines().subList(0, 10)), LINES + ":" + head));

    assertEquals(Wrong.MISSING, fault.wrong());
    assertTrue(fault.message().contains("lines 11 to 13"), fault.message());
    assertEquals(List.of(), check(sound, head).faults());
  }

  @Property(tries = 1)
  void takes_a_sealed_trail_with_its_key_only() throws IOException {
    try (TemporaryFolder own = new TemporaryFolder("audit")) {
      var file = own.path().resolve("audit.jsonl");
      Map<String, String> keys =
          Map.of("ONE", "0123456789abcdef0123", "OTHER", "x123456789abcdef0123");
      try (Trail trail =
          Notes.trail(file, Trail.KEY, "env:ONE", "ONE", keys.getOrDefault("ONE", ""))) {
        trail.note(Notes.note("1", "why"));
      }
      Seal right = Seal.of("env:ONE", keys);
      assertEquals(List.of(), TrailCheck.of(List.of(file), right, null).faults());
      for (Seal wrong : List.of(Seal.OPEN, Seal.of("env:OTHER", keys))) {
        List<Fault> faults = TrailCheck.of(List.of(file), wrong, null).faults();
        assertEquals(Wrong.KEY, faults.getFirst().wrong());
      }
      assertNotEquals(
          List.of(), TrailCheck.of(List.of(folderFile()), right, null).faults(), "forged");
    }
  }

  private static Path folderFile() {
    return Objects.requireNonNull(folder).path().resolve("audit.jsonl");
  }
}
