package io.slipway.worker;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.ByteString;
import io.slipway.redact.RedactedJson;
import io.slipway.redact.Redactor;
import io.temporal.api.common.v1.Payload;
import io.temporal.api.common.v1.Payloads;
import io.temporal.api.failure.v1.Failure;
import io.temporal.common.converter.DataConverter;
import io.temporal.common.converter.DataConverterException;
import io.temporal.payload.context.SerializationContext;
import java.lang.reflect.Type;
import java.util.Optional;

/**
 * Takes secrets out of everything that a worker writes to Temporal: arguments, results, heartbeats,
 * memos and summaries, and messages, stack traces and details of failures. What it reads stays as
 * it is. Payloads that are no JSON stay too: Slipway writes none but empty ones.
 */
final class RedactingDataConverter implements DataConverter {
  private final DataConverter inner;
  private final Redactor redactor;

  RedactingDataConverter(DataConverter inner, Redactor redactor) {
    this.inner = inner;
    this.redactor = redactor;
  }

  @Override
  public <T> Optional<Payload> toPayload(T value) throws DataConverterException {
    return inner.toPayload(value).map(this::redacted);
  }

  @Override
  public Optional<Payloads> toPayloads(Object... values) throws DataConverterException {
    return inner.toPayloads(values).map(this::redacted);
  }

  @Override
  public <T> T fromPayload(Payload payload, Class<T> type, Type genericType)
      throws DataConverterException {
    return inner.fromPayload(payload, type, genericType);
  }

  @Override
  public <T> T fromPayloads(int index, Optional<Payloads> content, Class<T> type, Type genericType)
      throws DataConverterException {
    return inner.fromPayloads(index, content, type, genericType);
  }

  @Override
  public Failure exceptionToFailure(Throwable throwable) {
    Failure failure = inner.exceptionToFailure(throwable);
    return redactor.isIdle() ? failure : redacted(failure);
  }

  @Override
  public RuntimeException failureToException(Failure failure) {
    return inner.failureToException(failure);
  }

  @Override
  public DataConverter withContext(SerializationContext context) {
    return new RedactingDataConverter(inner.withContext(context), redactor);
  }

  /** The inner converter has done so with details already where they passed this one. */
  private Failure redacted(Failure failure) {
    Failure.Builder redacted =
        failure.toBuilder()
            .setMessage(redactor.redact(failure.getMessage()))
            .setStackTrace(redactor.redact(failure.getStackTrace()));
    if (failure.hasCause()) {
      redacted.setCause(redacted(failure.getCause()));
    }
    if (failure.getApplicationFailureInfo().hasDetails()) {
      redacted
          .getApplicationFailureInfoBuilder()
          .setDetails(redacted(failure.getApplicationFailureInfo().getDetails()));
    }
    if (failure.getTimeoutFailureInfo().hasLastHeartbeatDetails()) {
      redacted
          .getTimeoutFailureInfoBuilder()
          .setLastHeartbeatDetails(
              redacted(failure.getTimeoutFailureInfo().getLastHeartbeatDetails()));
    }
    if (failure.getCanceledFailureInfo().hasDetails()) {
      redacted
          .getCanceledFailureInfoBuilder()
          .setDetails(redacted(failure.getCanceledFailureInfo().getDetails()));
    }
    return redacted.build();
  }

  private Payloads redacted(Payloads payloads) {
    if (redactor.isIdle()) {
      return payloads;
    }
    Payloads.Builder redacted = Payloads.newBuilder();
    payloads.getPayloadsList().forEach(payload -> redacted.addPayloads(redacted(payload)));
    return redacted.build();
  }

  private Payload redacted(Payload payload) {
    boolean json =
        payload
            .getMetadataOrDefault("encoding", ByteString.EMPTY)
            .toStringUtf8()
            .startsWith("json/");
    if (redactor.isIdle() || !json) {
      return payload;
    }
    String before = payload.getData().toString(UTF_8);
    String after = RedactedJson.of(before, redactor);
    return after.equals(before)
        ? payload
        : payload.toBuilder().setData(ByteString.copyFromUtf8(after)).build();
  }
}
