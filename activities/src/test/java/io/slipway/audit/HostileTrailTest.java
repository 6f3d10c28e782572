package io.slipway.audit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A trail that somebody has written into is read all the same. */
class HostileTrailTest {
  private static final String HASH = ",\"hash\":\"" + "0".repeat(64) + "\"}";

  @TempDir Path folder;

  @Property(tries = 1000)
  void any_line_is_an_entry_or_none(@ForAll("lines") String text) {
    AuditLine line = AuditLine.parse(text);

    if (line != null) {
      assertEquals(text, line.text());
    }
  }

  @Test
  void deep_and_long_lines_are_none() {
    assertNull(AuditLine.parse("{\"n\":" + "[".repeat(100_000) + HASH));
    assertNull(AuditLine.parse("{\"n\":" + "9".repeat(100_000) + HASH));
    assertNull(AuditLine.parse("{" + ",\"hash\":\"0".repeat(20_000)));
  }

  @Test
  void a_time_that_is_none_hides_no_line_and_stops_no_reader() throws Exception {
    Path file = folder.resolve("audit.jsonl");
    List<String> lines = new ArrayList<>();
    for (String at :
        List.of("\"never\"", "null", "\"2026-11-24T12:00:00Z\"", "\"2020-01-01T00:00:00Z\"")) {
      lines.add(
          "{\"chain\":\"c\",\"n\":1,\"at\":%s,\"kind\":\"%s\",\"prev\":\"p\""
                  .formatted(at, io.slipway.contract.AuditKind.ASKED)
              + HASH);
    }
    Files.write(file, lines, ISO_8859_1);
    List<AuditEntry> read = new ArrayList<>();

    TrailLines.read(List.of(file), Instant.parse("2026-01-01T00:00:00Z"), null, read::add);

    assertEquals(3, read.size());
  }

  @Provide
  Arbitrary<String> lines() {
    Arbitrary<String> piece =
        Arbitraries.oneOf(
            Arbitraries.of(
                "{",
                "}",
                "\"n\":1",
                "\"chain\":\"c\"",
                "\"kind\":\"x\"",
                "\"prev\":\"\"",
                ",",
                ":",
                "[",
                "]",
                "null",
                "1e999",
                "\\u0000",
                HASH),
            Arbitraries.strings().ofMaxLength(4));
    return piece.list().ofMaxSize(12).map(p -> "{" + String.join("", p) + HASH);
  }
}
