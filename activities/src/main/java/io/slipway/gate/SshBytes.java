package io.slipway.gate;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Reads what SSH writes, and takes nothing that is written in another way. */
final class SshBytes {
  private final ByteBuffer bytes;

  SshBytes(byte[] bytes) {
    this.bytes = ByteBuffer.wrap(bytes);
  }

  byte[] string() {
    return raw(uint32());
  }

  String text() {
    return new String(string(), UTF_8);
  }

  byte[] raw(int length) {
    if (length < 0 || length > bytes.remaining()) {
      throw malformed();
    }
    byte[] found = new byte[length];
    bytes.get(found);
    return found;
  }

  /** Positive, and without a needless zero in front. */
  BigInteger number() {
    byte[] found = string();
    if (found.length == 0
        || found[0] < 0
        || (found[0] == 0 && (found.length == 1 || found[1] >= 0))) {
      throw malformed();
    }
    return new BigInteger(found);
  }

  int uint32() {
    try {
      return bytes.getInt();
    } catch (BufferUnderflowException e) {
      throw malformed();
    }
  }

  long uint64() {
    try {
      return bytes.getLong();
    } catch (BufferUnderflowException e) {
      throw malformed();
    }
  }

  byte octet() {
    return raw(1)[0];
  }

  List<String> texts() {
    SshBytes inner = part();
    List<String> found = new ArrayList<>();
    while (inner.more()) {
      found.add(inner.text());
    }
    return found;
  }

  /** What stands in a string, to be read for itself. */
  SshBytes part() {
    return new SshBytes(string());
  }

  boolean more() {
    return bytes.hasRemaining();
  }

  int position() {
    return bytes.position();
  }

  void end() {
    if (more()) {
      throw malformed();
    }
  }

  private static IllegalArgumentException malformed() {
    return new IllegalArgumentException("malformed");
  }

  /** Each with its length in front. */
  static byte[] strings(byte[]... values) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] value : values) {
      out.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(value.length).array());
      out.writeBytes(value);
    }
    return out.toByteArray();
  }
}
