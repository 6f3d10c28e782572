package io.slipway.source;

/**
 * An entry of a tar archive as its header tells it. Texts have a character for each byte.
 *
 * @param type of ustar: {@code 0} for a file, {@code 1} and {@code 2} for hard and symbolic links,
 *     {@code 5} for a directory
 * @param size of what follows, in bytes
 * @param modified seconds since 1970, 0 or more
 * @param link where a link leads to; empty for all else
 */
record TarEntry(String name, char type, int mode, long size, long modified, String link) {
  static final char FILE = '0';
  static final char HARD_LINK = '1';
  static final char LINK = '2';
  static final char DIRECTORY = '5';

  /** The type that a header's flag stands for. */
  static char type(byte flag, String name) {
    if (flag != 0 && flag != '0' && flag != '7') {
      return (char) (flag & 0xFF);
    }
    // Before POSIX, a slash at its end was all that told a directory.
    return name.endsWith("/") ? DIRECTORY : FILE;
  }

  /** The same under another name. */
  TarEntry at(String otherName, String otherLink) {
    return new TarEntry(otherName, type, mode, size, modified, otherLink);
  }
}
