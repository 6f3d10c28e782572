package io.slipway.starter.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.slipway.codec.EncryptingCodec;
import io.slipway.codec.KeyRingText;
import io.slipway.codec.MissingKeyException;
import io.slipway.contract.WireFormat;
import io.slipway.starter.output.ExitCode;
import io.slipway.starter.output.Failure;
import io.temporal.api.common.v1.Payload;
import io.temporal.common.converter.DataConverter;
import io.temporal.common.converter.DataConverterException;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FailureWordsTest {
  private static final String KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
  private static final String OTHER = "ICEiIyQlJicoKSorLC0uLzAxMjM0NTY3ODk6Ozw9Pj8=";

  @Test
  void without_keys_it_is_told_which_one_is_needed() {
    assertUnreachable(
        "Tried to read an encrypted payload, but no payload keys are set here. Set"
            + " SLIPWAY_PAYLOAD_KEYS to the key ring that has key 2026.",
        reading(null));
  }

  @Test
  void with_other_keys_it_is_told_where_one_is_missing() {
    assertUnreachable(
        "Tried to read a payload, but its key 2026 is not in ring. Add the key there.",
        reading("2025 " + KEY));
  }

  @Test
  void with_another_key_of_the_same_name_it_is_told_to_compare() {
    assertUnreachable(
        "Tried to read an encrypted payload, but it was changed, or was encrypted with another key"
            + " named 2026. Compare the key rings of all workers and commands.",
        reading("2026 " + OTHER));
  }

  @Test
  void a_key_that_cannot_be_had_is_told_as_well() {
    assertUnreachable(
        "Tried to read a payload with transit:slipway, but Vault is sealed. Look at Vault.",
        MissingKeyException.because("transit:slipway", "Vault is sealed", "Look at Vault."));
  }

  /** Wrapped as Temporal's client wraps it. */
  private static void assertUnreachable(String words, RuntimeException cause) {
    Failure failure =
        FailureWords.of(
            new CompletionException(new DataConverterException(cause)), "slipway status");

    assertEquals(words, failure.message());
    assertEquals(ExitCode.UNREACHABLE.number(), failure.exitCode());
  }

  private static RuntimeException reading(@Nullable String ring) {
    Payload payload = converter("2026 " + KEY).toPayload("web1").orElseThrow();
    try {
      String unused = converter(ring).fromPayload(payload, String.class, String.class);
    } catch (RuntimeException e) {
      return e;
    }
    throw new AssertionError("it was read");
  }

  private static DataConverter converter(@Nullable String ring) {
    return EncryptingCodec.converter(
        WireFormat.dataConverter(), ring == null ? null : KeyRingText.read(ring, "ring"));
  }
}
