package io.slipway.source;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads tar archives as GNU tar, BSD tar, git and the libraries of other languages write them:
 * ustar, with long names in GNU's way or POSIX's. What it does not know, it refuses.
 */
final class TarReader {
  static final int BLOCK = 512;

  /** Of a name or of the extended header of one entry: more than any file system takes. */
  private static final int LONGEST = 1 << 16;

  private final InputStream in;
  private long left;
  private long padding;

  TarReader(InputStream in) {
    this.in = in;
  }

  /** What the headers before an entry say of it. */
  private record Extended(Map<String, String> values) {
    String or(String key, String plain) {
      return values.getOrDefault(key, plain);
    }
  }

  /** The next entry, after whatever of the one before has not been read; null at the end. */
  @Nullable TarEntry next() throws IOException {
    Extended extended = new Extended(new LinkedHashMap<>());
    while (true) {
      in.skipNBytes(left + padding);
      left = 0;
      padding = 0;
      byte[] header = in.readNBytes(BLOCK);
      if (header.length == 0 || isZero(header)) {
        return null;
      }
      TarHeader block = TarHeader.of(header);
      switch (block.type()) {
        case 'L' -> extended.values().put("path", untilZero(text(block.size())));
        case 'K' -> extended.values().put("linkpath", untilZero(text(block.size())));
        case 'x' -> PaxRecords.read(text(block.size()), extended.values());
        case 'g' -> global(text(block.size()));
        default -> {
          return entry(block, extended);
        }
      }
    }
  }

  private static boolean isZero(byte[] header) {
    for (byte each : header) {
      if (each != 0) {
        return false;
      }
    }
    return header.length == BLOCK;
  }

  /** Git keeps a commit's id so; what would count for each entry after it is not taken. */
  private static void global(String text) throws TarFault {
    Map<String, String> values = new LinkedHashMap<>();
    PaxRecords.read(text, values);
    for (String key : values.keySet()) {
      if (PaxRecords.NAMING.contains(key)) {
        throw new TarFault("it gives one %s to all of its entries".formatted(key));
      }
    }
  }

  private TarEntry entry(TarHeader block, Extended extended) throws IOException {
    String name = extended.or("path", block.name());
    String link = extended.or("linkpath", block.link());
    for (String key : extended.values().keySet()) {
      if (key.startsWith("GNU.sparse.")) {
        throw new TarFault("%s is kept with holes".formatted(TarFault.shown(name)));
      }
    }
    // Before POSIX, a slash at its end was all that told a directory.
    boolean file = block.type() == TarEntry.FILE;
    char type = file && name.endsWith("/") ? TarEntry.DIRECTORY : block.type();
    long size =
        type == TarEntry.FILE ? PaxRecords.number(extended.or("size", ""), block.size()) : 0;
    left = file ? size : 0;
    padding = (BLOCK - left % BLOCK) % BLOCK;
    return new TarEntry(name, type, block.mode(), size, block.modified(), link);
  }

  private String text(long size) throws IOException {
    if (size > LONGEST) {
      throw new TarFault("a header of it is longer than %d bytes".formatted(LONGEST));
    }
    byte[] bytes = in.readNBytes((int) size);
    if (bytes.length < size) {
      throw new EOFException();
    }
    in.skipNBytes((BLOCK - size % BLOCK) % BLOCK);
    return new String(bytes, ISO_8859_1);
  }

  static String untilZero(String text) {
    int end = text.indexOf('\0');
    return end < 0 ? text : text.substring(0, end);
  }

  /** Hands over what the entry holds. */
  void copyTo(OutputStream out) throws IOException {
    byte[] buffer = new byte[1 << 16];
    while (left > 0) {
      int count = in.read(buffer, 0, (int) Math.min(buffer.length, left));
      if (count < 0) {
        throw new EOFException();
      }
      out.write(buffer, 0, count);
      left -= count;
    }
  }
}
