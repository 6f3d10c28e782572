package io.slipway.audit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads a trail from its first line to its last, and tells where it is not what was written. */
public final class TrailCheck {
  /** What is wrong with a line. */
  public enum Wrong {
    CHANGED,
    MISSING,
    MOVED,
    REPEATED,
    TORN,
    FOREIGN,
    KEY
  }

  /**
   * @param line in the file, from 1; where lines are missing, the one behind them
   * @param number in the trail; 0 when it cannot be read
   */
  public record Fault(Wrong wrong, String file, long line, long number, String message) {}

  /**
   * @param last number of the last line; 0 for none
   * @param head its hash: kept elsewhere, it shows later whether the end was cut off
   * @param notices what is in order, and good to know
   */
  public record Report(
      long lines, long last, String head, List<Fault> faults, List<String> notices) {
    public Report {
      faults = List.copyOf(faults);
      notices = List.copyOf(notices);
    }
  }

  private record Raw(long line, String text) {}

  private final Seal seal;
  private final @Nullable String wantedHash;
  private final long wantedNumber;
  private final List<Fault> faults = new ArrayList<>();
  private final List<String> notices = new ArrayList<>();
  private final TreeMap<Long, Fault> missing = new TreeMap<>();
  private final List<Raw> unread = new ArrayList<>();
  private String file = "";
  private @Nullable AuditLine before;
  private boolean linked;
  private long lastLine;
  private long lines;
  private boolean headSeen;

  private TrailCheck(Seal seal, @Nullable String head) {
    this.seal = seal;
    int colon = head == null ? -1 : head.indexOf(':');
    wantedHash = head == null ? null : head.substring(colon + 1);
    wantedNumber = head == null || colon < 0 ? 0 : Long.parseLong(head.substring(0, colon));
  }

  /**
   * Checks the files of one trail, given in any order.
   *
   * @param head a hash that was seen at its end before, as {@code HASH} or {@code NUMBER:HASH};
   *     null for none
   */
  public static Report of(List<Path> files, Seal seal, @Nullable String head) throws IOException {
    TrailCheck check = new TrailCheck(seal, head);
    List<Path> ordered = new ArrayList<>(files);
    TreeMap<Path, Long> firsts = new TreeMap<>();
    for (Path each : files) {
      firsts.put(each, first(each));
    }
    ordered.sort(Comparator.comparing(f -> firsts.getOrDefault(f, 0L)));
    for (Path each : ordered) {
      check.read(each);
    }
    return check.report();
  }

  private static long first(Path file) throws IOException {
    try (var reader = Files.newBufferedReader(file, ISO_8859_1)) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        AuditLine parsed = AuditLine.parse(line);
        if (parsed != null) {
          return parsed.entry().n();
        }
      }
      return 0;
    }
  }

  private void read(Path path) throws IOException {
    file = path.toString();
    boolean begun = false;
    long line = 0;
    String text = Files.readString(path, ISO_8859_1);
    int from = 0;
    while (from < text.length()) {
      int end = text.indexOf('\n', from);
      String raw = text.substring(from, end < 0 ? text.length() : end);
      line++;
      AuditLine parsed = AuditLine.parse(raw);
      if (parsed == null) {
        unread.add(new Raw(line, raw));
      } else {
        if (!begun && !parsed.entry().kind().equals(AuditEntry.FILE_BEGUN)) {
          fault(Wrong.MISSING, 1, 0, "The first line, with which every file begins, is missing.");
        }
        begun = true;
        look(line, parsed);
      }
      if (end < 0 && parsed != null) {
        fault(
            Wrong.TORN,
            line,
            parsed.entry().n(),
            "The last line has no end: its worker died while it wrote, or the file was cut.");
      }
      from = end < 0 ? text.length() : end + 1;
    }
    if (text.isEmpty()) {
      fault(Wrong.MISSING, 1, 0, "The file is empty: all of its lines are missing.");
    }
    lines += line;
    flush(null);
  }

  private void look(long line, AuditLine now) {
    AuditEntry entry = now.entry();
    boolean marked = flush(now);
    AuditLine last = before;
    boolean sound = seal(line, now);
    if (last == null) {
      first(line, entry);
    } else if (!entry.chain().equals(last.entry().chain())) {
      fault(Wrong.FOREIGN, line, entry.n(), "It belongs to another trail.");
      return;
    } else if (entry.n() <= last.entry().n()) {
      boolean late = missing.remove(entry.n()) != null;
      fault(
          late ? Wrong.MOVED : Wrong.REPEATED,
          line,
          entry.n(),
          late ? "It was moved behind later ones." : "It stands there a second time.");
      return;
    } else if (entry.n() > last.entry().n() + 1) {
      gap(line, last.entry().n() + 1, entry.n() - 1, marked);
    } else if (linked && !entry.prev().equals(last.hash())) {
      fault(
          Wrong.CHANGED,
          lastLine == 0 ? line : lastLine,
          last.entry().n(),
          "It was replaced: the line behind it names another hash.");
    }
    headSeen |= now.hash().equals(wantedHash);
    before = now;
    lastLine = line;
    linked = sound;
  }

  private void first(long line, AuditEntry entry) {
    boolean start = entry.n() == 1;
    if (start && !entry.prev().equals(AuditLine.NONE_BEFORE)) {
      fault(Wrong.CHANGED, line, 1, "The first line of a trail names one before it.");
    } else if (!start) {
      notices.add(
          "It begins with number %d: what came before is in files that were not given."
              .formatted(entry.n()));
    }
  }

  private boolean seal(long line, AuditLine now) {
    String mac = now.entry().mac() == null ? "" : now.entry().mac();
    if (!mac.equals(seal.name())) {
      fault(
          Wrong.KEY,
          line,
          now.entry().n(),
          mac.isEmpty()
              ? "It is not sealed with the key: anyone could have written it."
              : "It is sealed with the key %s; give that key with --key.".formatted(mac));
      return false;
    }
    if (!now.sound(seal)) {
      fault(
          Wrong.CHANGED,
          line,
          now.entry().n(),
          "It was changed: its hash is not that of its text.");
      return false;
    }
    return true;
  }

  private void gap(long line, long from, long to, boolean known) {
    if (known) {
      return;
    }
    for (long n = from; n <= to && missing.size() < 10_000; n++) {
      missing.put(n, new Fault(Wrong.MISSING, file, line, n, "It is missing before this line."));
    }
  }

  /** Tells of lines that cannot be read; returns whether they explain missing numbers. */
  private boolean flush(@Nullable AuditLine next) {
    if (unread.isEmpty()) {
      return false;
    }
    String text = String.join("\n", unread.stream().map(Raw::text).toList());
    boolean mark =
        next != null
            && List.of(AuditEntry.LINE_TORN, AuditEntry.FILE_BEGUN).contains(next.entry().kind())
            && Seal.OPEN.hash(text).equals(next.entry().result());
    if (mark) {
      notices.add(
          "Line %d of %s is torn: a worker died while it wrote it. The line behind it says so, and nothing else was lost."
              .formatted(unread.getFirst().line(), file));
    } else {
      unread.forEach(
          raw ->
              fault(
                  next == null ? Wrong.TORN : Wrong.CHANGED,
                  raw.line(),
                  0,
                  next == null
                      ? "It is not a whole line: cut, changed, or torn when its worker died."
                      : "It was changed: it is not a line of a trail any more."));
      linked = false;
    }
    unread.clear();
    return !mark;
  }

  private void fault(Wrong wrong, long line, long number, String message) {
    faults.add(new Fault(wrong, file, line, number, message));
  }

  private Report report() {
    faults.addAll(missing.values());
    AuditLine last = before;
    long number = last == null ? 0 : last.entry().n();
    if (wantedHash != null && !headSeen) {
      fault(
          Wrong.MISSING,
          lastLine + 1,
          wantedNumber,
          number < wantedNumber
              ? "The end was cut off: lines %d to %d are missing."
                  .formatted(number + 1, wantedNumber)
              : "No line has the hash that was seen at the end before: the end was cut off or"
                  + " written anew.");
    }
    return new Report(lines, number, last == null ? "" : last.hash(), faults, notices);
  }
}
