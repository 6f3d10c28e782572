package io.slipway.sshsig;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Reads what SSH writes, and takes nothing that is written in another way. */
public final class SshBytes {
  private final ByteBuffer bytes;

  public SshBytes(byte[] bytes) {
    this.bytes = ByteBuffer.wrap(bytes);
  }

  public byte[] string() {
    return raw(uint32());
  }

  public String text() {
    return new String(string(), UTF_8);
  }

  public byte[] raw(int length) {
    if (length < 0 || length > bytes.remaining()) {
      throw malformed();
    }
    byte[] found = new byte[length];
    bytes.get(found);
    return found;
  }

  /** Positive, and without a needless zero in front. */
  public BigInteger number() {
    byte[] found = string();
    if (found.length == 0
        || found[0] < 0
        || (found[0] == 0 && (found.length == 1 || found[1] >= 0))) {
      throw malformed();
    }
    return new BigInteger(found);
  }

  public int uint32() {
    try {
      return bytes.getInt();
    } catch (BufferUnderflowException e) {
      throw malformed();
    }
  }

  public long uint64() {
    try {
      return bytes.getLong();
    } catch (BufferUnderflowException e) {
      throw malformed();
    }
  }

  public byte octet() {
    return raw(1)[0];
  }

  public List<String> texts() {
    SshBytes inner = part();
    List<String> found = new ArrayList<>();
    while (inner.more()) {
      found.add(inner.text());
    }
    return found;
  }

  /** What stands in a string, to be read for itself. */
  public SshBytes part() {
    return new SshBytes(string());
  }

  public boolean more() {
    return bytes.hasRemaining();
  }

  public int position() {
    return bytes.position();
  }

  public void end() {
    if (more()) {
      throw malformed();
    }
  }

  private static IllegalArgumentException malformed() {
    return new IllegalArgumentException("malformed");
  }

  /** Each with its length in front. */
  public static byte[] strings(byte[]... values) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] value : values) {
      out.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(value.length).array());
      out.writeBytes(value);
    }
    return out.toByteArray();
  }
}
