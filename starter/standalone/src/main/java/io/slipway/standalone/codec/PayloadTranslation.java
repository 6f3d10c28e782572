package io.slipway.standalone.codec;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import io.slipway.codec.BrokenPayloadException;
import io.slipway.codec.EncryptingCodec;
import io.slipway.codec.MissingKeyException;
import io.temporal.api.common.v1.Payload;
import io.temporal.api.common.v1.Payloads;
import java.util.List;

/** Payloads in the JSON form of Temporal's protocol, there and back. */
final class PayloadTranslation {
  private final EncryptingCodec codec;

  PayloadTranslation(EncryptingCodec codec) {
    this.codec = codec;
  }

  /** Each in clear; what cannot be read stays as it is, so that the rest can be seen. */
  String decode(String json) throws InvalidProtocolBufferException {
    List<Payload> read = parse(json).getPayloadsList();
    return print(read.stream().map(this::decoded).toList());
  }

  String encode(String json) throws InvalidProtocolBufferException {
    return print(codec.encode(parse(json).getPayloadsList()));
  }

  private Payload decoded(Payload payload) {
    try {
      return codec.decode(List.of(payload)).getFirst();
    } catch (MissingKeyException | BrokenPayloadException unreadable) {
      return payload;
    }
  }

  private static Payloads parse(String json) throws InvalidProtocolBufferException {
    Payloads.Builder payloads = Payloads.newBuilder();
    JsonFormat.parser().ignoringUnknownFields().merge(json, payloads);
    return payloads.build();
  }

  private static String print(List<Payload> payloads) throws InvalidProtocolBufferException {
    return JsonFormat.printer()
        .omittingInsignificantWhitespace()
        .print(Payloads.newBuilder().addAllPayloads(payloads));
  }
}
