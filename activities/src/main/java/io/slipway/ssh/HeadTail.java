package io.slipway.ssh;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.slipway.shell.Captured;
import java.io.ByteArrayOutputStream;

/** Keeps the beginning and the end of a stream, whatever its length. Safe for two threads. */
final class HeadTail {
  private final int headSize;
  private final ByteArrayOutputStream head = new ByteArrayOutputStream();
  private final byte[] tail;
  private long tailBytes;

  HeadTail(int headSize, int tailSize) {
    this.headSize = headSize;
    this.tail = new byte[tailSize];
  }

  synchronized void add(byte[] bytes, int offset, int length) {
    int first = Math.min(length, headSize - head.size());
    head.write(bytes, offset, first);
    // Of a long piece only its end can stay.
    int skipped = Math.max(0, length - first - tail.length);
    int from = offset + first + skipped;
    int rest = length - first - skipped;
    tailBytes += skipped;
    int at = (int) (tailBytes % tail.length);
    int untilWrap = Math.min(rest, tail.length - at);
    System.arraycopy(bytes, from, tail, at, untilWrap);
    System.arraycopy(bytes, from + untilWrap, tail, 0, rest - untilWrap);
    tailBytes += rest;
  }

  synchronized Captured captured() {
    byte[] begin = head.toByteArray();
    byte[] end = tail();
    long omitted = tailBytes - end.length;
    if (omitted == 0) {
      byte[] all = new byte[begin.length + end.length];
      System.arraycopy(begin, 0, all, 0, begin.length);
      System.arraycopy(end, 0, all, begin.length, end.length);
      return new Captured(new String(all, UTF_8), 0);
    }
    String text =
        "%s%n[… %,d bytes are left out …]%n%s"
            .formatted(
                new String(begin, 0, wholeCharacters(begin), UTF_8),
                omitted,
                new String(end, UTF_8).replaceFirst("^\uFFFD+", ""));
    return new Captured(text, omitted);
  }

  private byte[] tail() {
    int length = (int) Math.min(tailBytes, tail.length);
    byte[] end = new byte[length];
    int start = (int) ((tailBytes - length) % tail.length);
    int untilWrap = Math.min(length, tail.length - start);
    System.arraycopy(tail, start, end, 0, untilWrap);
    System.arraycopy(tail, 0, end, untilWrap, length - untilWrap);
    return end;
  }

  /** How many bytes there are without a character that was cut in two at the end. */
  private static int wholeCharacters(byte[] bytes) {
    int lead = bytes.length - 1;
    while (lead >= 0 && bytes.length - lead < 4 && (bytes[lead] & 0xC0) == 0x80) {
      lead--;
    }
    if (lead < 0) {
      return bytes.length;
    }
    int first = bytes[lead] & 0xFF;
    int needed = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : first >= 0xC0 ? 2 : 1;
    return bytes.length - lead < needed ? lead : bytes.length;
  }
}
