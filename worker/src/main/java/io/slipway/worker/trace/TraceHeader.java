package io.slipway.worker.trace;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.ByteString;
import io.temporal.api.common.v1.Payload;
import io.temporal.common.interceptors.Header;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * In which trace activities and batches are, in the header with which their run starts them.
 * Headers are no part of what a replay compares.
 */
final class TraceHeader {
  private static final String NAME = "traceparent";
  private static final ByteString JSON = ByteString.copyFromUtf8("json/plain");

  private TraceHeader() {}

  /** The header, with this span as the parent of what it starts. */
  static Header with(@Nullable Header header, TraceParent parent) {
    Map<String, Payload> values =
        header == null ? new LinkedHashMap<>() : new LinkedHashMap<>(header.getValues());
    values.put(
        NAME,
        Payload.newBuilder()
            .putMetadata("encoding", JSON)
            .setData(ByteString.copyFrom('"' + parent.text() + '"', UTF_8))
            .build());
    return new Header(values);
  }

  /** The parent that it names; empty when it names none. */
  static Optional<TraceParent> read(@Nullable Header header) {
    Payload payload = header == null ? null : header.getValues().get(NAME);
    return payload == null
        ? Optional.empty()
        : TraceParent.parse(payload.getData().toStringUtf8().replace("\"", ""));
  }
}
