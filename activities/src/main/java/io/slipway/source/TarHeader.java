package io.slipway.source;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.EOFException;
import java.io.IOException;

/** The block before what an entry holds. */
record TarHeader(String name, char type, int mode, long size, long modified, String link) {

  /**
   * @throws TarFault when it is no header
   */
  static TarHeader of(byte[] block) throws IOException {
    if (block.length < TarReader.BLOCK) {
      throw new EOFException();
    }
    String told = text(block, 148, 8).strip();
    if (!told.matches("[0-7]{1,8}") || sum(block) != Long.parseLong(told, 8)) {
      throw new TarFault("it is no tar archive, or a damaged one");
    }
    String name = text(block, 0, 100);
    // GNU's own form keeps other things where ustar keeps the beginning of a long name.
    String magic = new String(block, 257, 8, ISO_8859_1);
    String prefix = magic.startsWith("ustar\0") ? text(block, 345, 155) : "";
    char type = block[156] == 0 || block[156] == '7' ? TarEntry.FILE : (char) (block[156] & 0xFF);
    return new TarHeader(
        prefix.isEmpty() ? name : prefix + "/" + name,
        type,
        (int) octal(block, 100, 8) & 0xFFF,
        type == TarEntry.LINK || type == TarEntry.HARD_LINK || type == TarEntry.DIRECTORY
            ? 0
            : octal(block, 124, 12),
        modified(block),
        text(block, 157, 100));
  }

  /** Reckoned with spaces where it stands itself. */
  private static long sum(byte[] block) {
    long sum = 0;
    for (int i = 0; i < block.length; i++) {
      sum += i >= 148 && i < 156 ? ' ' : block[i] & 0xFF;
    }
    return sum;
  }

  private static String text(byte[] block, int from, int length) {
    return TarReader.untilZero(new String(block, from, length, ISO_8859_1));
  }

  /** Before 1970, and what cannot be read, is 1970. */
  private static long modified(byte[] block) {
    try {
      return octal(block, 136, 12);
    } catch (TarFault e) {
      return 0;
    }
  }

  private static long octal(byte[] block, int from, int length) throws TarFault {
    String digits = text(block, from, length).strip();
    if (!digits.matches("[0-7]{0,12}")) {
      throw new TarFault("a header of it holds a number that cannot be read");
    }
    return digits.isEmpty() ? 0 : Long.parseLong(digits, 8);
  }
}
