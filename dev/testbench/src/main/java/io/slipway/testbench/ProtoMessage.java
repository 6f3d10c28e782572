package io.slipway.testbench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A message of Protocol Buffers, read by the numbers of its fields. */
final class ProtoMessage {
  private static final int VARINT = 0;
  private static final int FIXED_64 = 1;
  private static final int BYTES = 2;
  private static final int FIXED_32 = 5;

  private final Map<Integer, List<Object>> fields = new LinkedHashMap<>();

  ProtoMessage(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    while (in.hasRemaining()) {
      long tag = varint(in);
      Object value =
          switch ((int) (tag & 7)) {
            case VARINT -> varint(in);
            case FIXED_64 -> in.getLong();
            case BYTES -> {
              byte[] some = new byte[(int) varint(in)];
              in.get(some);
              yield some;
            }
            case FIXED_32 -> (long) in.getInt();
            default -> throw new IllegalArgumentException("no type of a field: " + (tag & 7));
          };
      fields.computeIfAbsent((int) (tag >> 3), n -> new ArrayList<>()).add(value);
    }
  }

  private static long varint(ByteBuffer in) {
    long value = 0;
    for (int shift = 0; ; shift += 7) {
      byte next = in.get();
      value |= (long) (next & 0x7f) << shift;
      if (next >= 0) {
        return value;
      }
    }
  }

  private List<Object> all(int field) {
    return fields.getOrDefault(field, List.of());
  }

  boolean has(int field) {
    return fields.containsKey(field);
  }

  List<ProtoMessage> messages(int field) {
    return all(field).stream().map(bytes -> new ProtoMessage((byte[]) bytes)).toList();
  }

  /** The first of the field; empty when there is none. */
  byte[] bytes(int field) {
    return all(field).isEmpty() ? new byte[0] : (byte[]) all(field).getFirst();
  }

  /** The same as text. */
  String text(int field) {
    return new String(bytes(field), UTF_8);
  }

  /** The first of the field; 0 when there is none. */
  long number(int field) {
    return all(field).isEmpty() ? 0 : (Long) all(field).getFirst();
  }
}
