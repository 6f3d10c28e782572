package io.slipway.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.slipway.codec.KeyRingText;
import io.slipway.contract.WireFormat;
import io.slipway.redact.Redactor;
import io.temporal.api.failure.v1.Failure;
import io.temporal.common.converter.DataConverter;
import io.temporal.failure.ApplicationFailure;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RedactingDataConverterTest {
  private static final String VALUE = "hunter2\"hunter2";

  private final Redactor redactor = new Redactor();
  private final DataConverter converter = new Discretion(redactor, null).dataConverter();

  @Test
  void payloads_stay_json_without_the_value() {
    redactor.know(List.of(VALUE));
    Map<String, Object> told = Map.of("a" + VALUE, List.of("x " + VALUE + " \"y\"", 1.50, true));

    String json = converter.toPayload(told).orElseThrow().getData().toStringUtf8();

    assertEquals("{\"a[secret]\":[\"x [secret] \\\"y\\\"\",1.5,true]}", json);
    assertEquals(
        json, converter.toPayloads(told).orElseThrow().getPayloads(0).getData().toStringUtf8());
  }

  @Test
  void failures_lose_it_in_messages_traces_details_and_causes() {
    redactor.know(List.of(VALUE));

    Failure failure = converter.exceptionToFailure(thrown());

    assertFalse(failure.toString().contains("hunter2"), failure.toString());
    assertEquals("password is [secret]", failure.getMessage());
    assertTrue(failure.getCause().getMessage().contains(Redactor.MARK));
  }

  @Test
  void what_is_encrypted_was_redacted_before() {
    redactor.know(List.of(VALUE));
    DataConverter encrypting =
        new Discretion(
                redactor,
                KeyRingText.read("a AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=", "ring"))
            .dataConverter();

    Failure failure = encrypting.exceptionToFailure(thrown());

    assertEquals("Encoded failure", failure.getMessage());
    String read = encrypting.failureToException(failure).toString();
    assertTrue(read.contains("password is [secret]"), read);
  }

  @Test
  void all_stays_while_nothing_is_known() {
    assertEquals(WireFormat.dataConverter().toPayload(VALUE), converter.toPayload(VALUE));
    assertEquals("password is " + VALUE, converter.exceptionToFailure(thrown()).getMessage());
  }

  private static ApplicationFailure thrown() {
    return ApplicationFailure.newFailureWithCause(
        "password is " + VALUE, "T", new IllegalStateException("again " + VALUE), "d " + VALUE);
  }
}
