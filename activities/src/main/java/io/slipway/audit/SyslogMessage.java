package io.slipway.audit;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A line as RFC 5424 wants it: the fields as structured data, the whole line as the message. */
final class SyslogMessage {
  /** Slipway has no number of its own; 32473 is the one that RFC 5612 keeps for documentation. */
  private static final String DATA_ID = "slipway@32473";

  /** Facility 13, log audit. */
  private static final int FACILITY = 13 * 8;

  private static final int INFORMATIONAL = 6;
  private static final int WARNING = 4;
  private static final int LONGEST_VALUE = 200;

  private SyslogMessage() {}

  static String of(AuditLine line, String machine) {
    AuditEntry entry = line.entry();
    boolean odd = entry.kind().equals("refused") || entry.kind().startsWith("line");
    return "<%d>1 %s %s slipway %s %s [%s%s] %s"
        .formatted(
            FACILITY + (odd ? WARNING : INFORMATIONAL),
            entry.at().replaceFirst("(\\.[0-9]{6})[0-9]+Z$", "$1Z"),
            name(machine, 255),
            name(entry.by().replaceFirst("@.*", ""), 128),
            name(entry.kind().toUpperCase(Locale.ROOT), 32),
            DATA_ID,
            data(line),
            line.text());
  }

  /** Printable ASCII without spaces, or a dash. */
  private static String name(String text, int most) {
    String plain = text.replaceAll("[^!-~]", "");
    return plain.isEmpty() ? "-" : plain.substring(0, Math.min(most, plain.length()));
  }

  private static String data(AuditLine line) {
    AuditEntry entry = line.entry();
    Map<String, String> values = new TreeMap<>();
    put(values, "n", Long.toString(entry.n()));
    put(values, "chain", entry.chain());
    put(values, "hash", line.hash());
    put(values, "kind", entry.kind());
    put(values, "who", entry.who());
    put(values, "action", entry.action());
    put(values, "application", entry.application());
    put(values, "stage", entry.stage());
    put(values, "result", entry.result());
    StringBuilder data = new StringBuilder();
    values.forEach((name, value) -> data.append(" %s=\"%s\"".formatted(name, value)));
    return data.toString();
  }

  private static void put(Map<String, String> values, String name, @Nullable String value) {
    if (value != null) {
      String cut = value.substring(0, Math.min(LONGEST_VALUE, value.length()));
      values.put(name, cut.replaceAll("[^ -~]", "?").replaceAll("([\"\\\\\\]])", "\\\\$1"));
    }
  }
}
