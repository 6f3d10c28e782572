package io.slipway.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import io.slipway.contract.WireFormat;
import io.temporal.api.common.v1.Payload;
import io.temporal.api.failure.v1.Failure;
import io.temporal.common.converter.DataConverter;
import io.temporal.failure.ApplicationFailure;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class EncryptingCodecTest {
  private static final String FIRST = "2026-11 AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\n";
  private static final String SECOND = "2026-12 ICEiIyQlJicoKSorLC0uLzAxMjM0NTY3ODk6Ozw9Pj8=\n";

  private static final Payload CLEAR =
      Payload.newBuilder()
          .putMetadata("encoding", ByteString.copyFromUtf8("json/plain"))
          .setData(ByteString.copyFromUtf8("\"web-1.example.com\""))
          .build();

  /** What version 1 makes of it by another program, with the first key and nonce a0a1…ab. */
  private static final String GOLDEN =
      "a0a1a2a3a4a5a6a7a8a9aaabec0e762520a561d0060ce9b41570aaad1fc27660"
          + "fed62b028e1d04f11ac95830fc133f9ec2523f5871ff6ba52b2f772d0983600e"
          + "c462dedd0ab1ba2ca4";

  private static final DataConverter NO_KEYS =
      EncryptingCodec.converter(WireFormat.dataConverter(), null);

  private final EncryptingCodec codec = codec(FIRST);

  @Test
  void reads_what_it_has_written_and_shows_nothing_of_it() {
    Payload encrypted = encrypted(codec);

    assertTrue(EncryptingCodec.isEncrypted(encrypted));
    assertFalse(encrypted.toString().contains("web-1"));
    assertFalse(encrypted.toString().contains("json"));
    assertEquals("2026-11", encrypted.getMetadataOrThrow("encryption-key-id").toStringUtf8());
    assertEquals(CLEAR, codec.decode(List.of(encrypted)).getFirst());
    assertNotEquals(encrypted, encrypted(codec));
  }

  @Test
  void reads_what_other_programs_have_written() {
    Payload golden =
        encrypted(codec).toBuilder()
            .setData(ByteString.copyFrom(HexFormat.of().parseHex(GOLDEN)))
            .build();

    assertEquals(CLEAR, codec.decode(List.of(golden)).getFirst());
  }

  @Test
  void reads_what_is_in_clear() {
    assertEquals(List.of(CLEAR), codec.decode(List.of(CLEAR)));
    assertEquals(List.of(CLEAR), NO_KEYS.toPayload("web-1.example.com").stream().toList());
    assertEquals("web-1.example.com", NO_KEYS.fromPayload(CLEAR, String.class, String.class));
  }

  @Test
  void writes_with_the_first_key_and_reads_with_all() {
    EncryptingCodec rotated = codec(SECOND + FIRST);

    assertEquals(CLEAR, rotated.decode(List.of(encrypted(codec))).getFirst());
    assertEquals(
        "2026-12", encrypted(rotated).getMetadataOrThrow("encryption-key-id").toStringUtf8());
  }

  @Test
  void notices_each_changed_byte() {
    Payload encrypted = encrypted(codec);
    byte[] data = encrypted.getData().toByteArray();
    for (int at = 0; at < data.length; at++) {
      byte[] changed = data.clone();
      changed[at] ^= 1;
      Payload forged = encrypted.toBuilder().setData(ByteString.copyFrom(changed)).build();

      assertThrows(BrokenPayloadException.class, () -> codec.decode(List.of(forged)));
    }
    Payload cut = encrypted.toBuilder().setData(encrypted.getData().substring(0, 27)).build();
    assertThrows(BrokenPayloadException.class, () -> codec.decode(List.of(cut)));
  }

  @Test
  void notices_another_key_id_and_another_version() {
    String sameKey = FIRST.replace("2026-11", "other");
    Payload encrypted = encrypted(codec);
    Payload renamed = with(encrypted, "encryption-key-id", "other");
    Payload later = with(encrypted, "slipway-encryption", "2");

    assertThrows(
        BrokenPayloadException.class, () -> codec(FIRST + sameKey).decode(List.of(renamed)));
    assertThrows(BrokenPayloadException.class, () -> codec.decode(List.of(later)));
  }

  @Test
  void says_which_key_is_missing_and_where() {
    List<Payload> encrypted = List.of(encrypted(codec));

    assertEquals(
        "tried to read a payload, but its key 2026-11 is not in ring.txt. Add the key there.",
        assertThrows(MissingKeyException.class, () -> codec(SECOND).decode(encrypted))
            .getMessage());
    assertEquals(
        "tried to read an encrypted payload, but no payload keys are set here. Set"
            + " SLIPWAY_PAYLOAD_KEYS to the key ring that has key 2026-11.",
        assertThrows(
                MissingKeyException.class,
                () -> NO_KEYS.fromPayload(encrypted.getFirst(), String.class, String.class))
            .getMessage());
  }

  @Test
  void encrypts_messages_and_stack_traces_of_failures_and_their_causes() {
    DataConverter converter =
        EncryptingCodec.converter(WireFormat.dataConverter(), KeyRingText.read(FIRST, "ring.txt"));
    ApplicationFailure thrown =
        ApplicationFailure.newFailureWithCause(
            "web-1 is away", "HOST", new IllegalStateException("web-1 again"), "web-1 details");

    Failure failure = converter.exceptionToFailure(thrown);

    assertFalse(failure.toString().contains("web-1"), failure.toString());
    assertFalse(failure.toString().contains("EncryptingCodecTest"), failure.toString());
    assertTrue(converter.failureToException(failure).toString().contains("web-1 is away"));
  }

  private static Payload with(Payload payload, String name, String value) {
    return payload.toBuilder().putMetadata(name, ByteString.copyFromUtf8(value)).build();
  }

  private static Payload encrypted(EncryptingCodec codec) {
    return codec.encode(List.of(CLEAR)).getFirst();
  }

  private static EncryptingCodec codec(String ring) {
    return EncryptingCodec.with(KeyRingText.read(ring, "ring.txt"));
  }
}
