package io.slipway.audit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The files of one trail: the one that is written, and closed ones with their last number. */
record TrailFiles(Path current) {
  /** Enough for some hundred lines, among which a repeated note is found. */
  private static final int TAIL = 256 * 1024;

  private static final Pattern NUMBER = Pattern.compile("\\.[0-9]{12}");

  /**
   * The end of a file.
   *
   * @param size bytes of the file
   * @param last the last line that has the form of one; null when there is none
   * @param torn what stands behind it, without its last end of line; empty when nothing does
   * @param open whether the file's last line lacks its end
   * @param ids numbers of the notes that the last lines tell
   */
  record Tail(
      long size, @Nullable AuditLine last, String torn, boolean open, Map<String, Long> ids) {}

  Path lock() {
    return hidden("lock");
  }

  Path hidden(String what) {
    return current.resolveSibling(".%s.%s".formatted(current.getFileName(), what));
  }

  Path closed(long lastNumber) {
    return current.resolveSibling("%s.%012d".formatted(current.getFileName(), lastNumber));
  }

  /** Closed files, the oldest first. */
  List<Path> closed() throws IOException {
    String name = current.getFileName().toString();
    try (Stream<Path> files = Files.list(current.toAbsolutePath().getParent())) {
      return files.filter(f -> isClosed(name, f.getFileName().toString())).sorted().toList();
    }
  }

  private static boolean isClosed(String name, String other) {
    return other.startsWith(name) && NUMBER.matcher(other.substring(name.length())).matches();
  }

  Optional<Path> newestClosed() throws IOException {
    List<Path> all = closed();
    return all.isEmpty() ? Optional.empty() : Optional.of(all.getLast());
  }

  static Tail tail(Path file) throws IOException {
    String text;
    long size;
    try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
      size = in.length();
      long from = Math.max(0, size - TAIL);
      byte[] bytes = new byte[(int) (size - from)];
      in.seek(from);
      in.readFully(bytes);
      String read = new String(bytes, ISO_8859_1);
      text = from == 0 ? read : read.substring(read.indexOf('\n') + 1);
    }
    boolean open = !text.isEmpty() && !text.endsWith("\n");
    List<String> lines = new ArrayList<>(List.of(text.split("\n", -1)));
    if (!open) {
      lines.removeLast();
    }
    Map<String, Long> ids = new LinkedHashMap<>();
    AuditLine last = null;
    int after = 0;
    for (int i = 0; i < lines.size(); i++) {
      AuditLine line = AuditLine.parse(lines.get(i));
      if (line != null) {
        last = line;
        after = i + 1;
        if (line.entry().id() != null) {
          ids.put(line.entry().id(), line.entry().n());
        }
      }
    }
    String torn = String.join("\n", lines.subList(after, lines.size()));
    return new Tail(size, last, torn, open, ids);
  }
}
