package io.slipway.source;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/**
 * Writes tar archives that every tar of a host can read, the same bytes for the same entries: owned
 * by nobody in particular, writable by its owner alone, and by no other means than bits of access.
 */
final class TarWriter {
  private static final int NAME = 100;
  private static final int PREFIX = 155;

  private final OutputStream out;

  TarWriter(OutputStream out) {
    this.out = out;
  }

  /** Begins an entry: as many bytes are then to be written as it says. */
  void begin(TarEntry entry) throws IOException {
    String name = entry.type() == TarEntry.DIRECTORY ? entry.name() + "/" : entry.name();
    int split = split(name);
    if (split < 0) {
      // BusyBox knows GNU's long names, and not those of POSIX.
      longText('L', name);
    }
    if (entry.link().length() > NAME) {
      longText('K', entry.link());
    }
    String prefix = split > 0 ? name.substring(0, split) : "";
    String rest = split > 0 ? name.substring(split + 1) : name;
    header(entry, rest, prefix);
  }

  /** Ends an entry, once what it holds was written. */
  void end(TarEntry entry) throws IOException {
    pad(entry.size());
  }

  /** Ends the archive. */
  void finish() throws IOException {
    out.write(new byte[2 * TarReader.BLOCK]);
  }

  /** Where a name is parted; 0 when it need not be, and negative when it cannot be. */
  private static int split(String name) {
    if (name.length() <= NAME) {
      return 0;
    }
    int slash = name.indexOf('/', Math.max(0, name.length() - NAME - 1));
    return slash > 0 && slash <= PREFIX && slash < name.length() - 1 ? slash : -1;
  }

  private void longText(char type, String text) throws IOException {
    byte[] bytes = (text + "\0").getBytes(ISO_8859_1);
    header(new TarEntry("", type, 0, bytes.length, 0, ""), "././@LongLink", "");
    out.write(bytes);
    pad(bytes.length);
  }

  private void header(TarEntry entry, String name, String prefix) throws IOException {
    byte[] block = new byte[TarReader.BLOCK];
    put(block, 0, NAME, name);
    octal(block, 100, 8, mode(entry));
    octal(block, 108, 8, 0);
    octal(block, 116, 8, 0);
    octal(block, 124, 12, entry.size());
    octal(block, 136, 12, Math.min(entry.modified(), 0_77777777777L));
    block[156] = (byte) entry.type();
    put(block, 157, NAME, entry.link());
    put(block, 257, 8, "ustar\00000");
    put(block, 265, 32, "root");
    put(block, 297, 32, "root");
    put(block, 345, PREFIX, prefix);
    Arrays.fill(block, 148, 156, (byte) ' ');
    int sum = 0;
    for (byte each : block) {
      sum += each & 0xFF;
    }
    put(block, 148, 8, "%06o\0 ".formatted(sum));
    out.write(block);
  }

  /** Nobody but the owner writes; nothing runs as another. */
  private static int mode(TarEntry entry) {
    return switch (entry.type()) {
      case TarEntry.DIRECTORY -> (entry.mode() & 0755) | 0700;
      case TarEntry.LINK -> 0777;
      default -> (entry.mode() & 0755) | 0600;
    };
  }

  private static void put(byte[] block, int at, int length, String text) {
    byte[] bytes = text.getBytes(ISO_8859_1);
    System.arraycopy(bytes, 0, block, at, Math.min(length, bytes.length));
  }

  private static void octal(byte[] block, int at, int length, long number) {
    put(block, at, length, ("%0" + (length - 1) + "o").formatted(number));
  }

  private void pad(long size) throws IOException {
    out.write(new byte[(int) ((TarReader.BLOCK - size % TarReader.BLOCK) % TarReader.BLOCK)]);
  }
}
