package io.slipway.codec;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.temporal.api.common.v1.Payload;
import io.temporal.common.converter.CodecDataConverter;
import io.temporal.common.converter.DataConverter;
import io.temporal.payload.codec.PayloadCodec;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.List;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import org.jspecify.annotations.Nullable;

/**
 * Encrypts payloads whole, with what they say of their own encoding, by AES-256 in GCM with a
 * random nonce for each. The key's id and the format's version stay in clear, and are sealed
 * against change. What is not encrypted is read as it is, so that encryption can be switched on at
 * any time.
 */
public final class EncryptingCodec implements PayloadCodec {
  static final String ENCODING = "encoding";
  static final String ENCRYPTED = "binary/encrypted";
  static final String KEY = "encryption-key-id";
  static final String VERSION = "slipway-encryption";
  static final String CURRENT = "1";

  private static final String CIPHER = "AES/GCM/NoPadding";
  private static final int NONCE = 12;
  private static final int TAG = 16;

  private final @Nullable KeyRing keys;
  private final SecureRandom random = new SecureRandom();

  private EncryptingCodec(@Nullable KeyRing keys) {
    this.keys = keys;
  }

  public static EncryptingCodec with(KeyRing keys) {
    return new EncryptingCodec(keys);
  }

  /**
   * A converter whose payloads are encrypted, with messages and stack traces of failures.
   *
   * @param inner converts what is encrypted then
   * @param keys null to write in clear, and to say what is missing when something encrypted is read
   */
  public static DataConverter converter(DataConverter inner, @Nullable KeyRing keys) {
    return new CodecDataConverter(inner, List.of(new EncryptingCodec(keys)), keys != null);
  }

  @Override
  public List<Payload> encode(List<Payload> payloads) {
    return keys == null ? payloads : payloads.stream().map(p -> encrypt(p, keys.active())).toList();
  }

  @Override
  public List<Payload> decode(List<Payload> payloads) {
    return payloads.stream().map(p -> isEncrypted(p) ? decrypt(p) : p).toList();
  }

  /** Whether this codec, or one like it, has made the payload. */
  public static boolean isEncrypted(Payload payload) {
    return text(payload, ENCODING).equals(ENCRYPTED) && payload.containsMetadata(VERSION);
  }

  private Payload encrypt(Payload payload, PayloadKey key) {
    byte[] nonce = new byte[NONCE];
    random.nextBytes(nonce);
    try {
      Cipher cipher = cipher(Cipher.ENCRYPT_MODE, key, nonce, CURRENT);
      byte[] sealed = cipher.doFinal(payload.toByteArray());
      byte[] data = ByteBuffer.allocate(NONCE + sealed.length).put(nonce).put(sealed).array();
      return Payload.newBuilder()
          .putMetadata(ENCODING, ByteString.copyFromUtf8(ENCRYPTED))
          .putMetadata(VERSION, ByteString.copyFromUtf8(CURRENT))
          .putMetadata(KEY, ByteString.copyFromUtf8(key.id()))
          .setData(ByteString.copyFrom(data))
          .build();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JVM has no " + CIPHER, e);
    }
  }

  private Payload decrypt(Payload payload) {
    String version = text(payload, VERSION);
    if (!version.equals(CURRENT)) {
      throw new BrokenPayloadException(
          "its format is unknown here. Use a newer Slipway to read it.");
    }
    byte[] data = payload.getData().toByteArray();
    if (data.length < NONCE + TAG) {
      throw new BrokenPayloadException("it is cut off.");
    }
    PayloadKey key = key(text(payload, KEY));
    byte[] nonce = new byte[NONCE];
    System.arraycopy(data, 0, nonce, 0, NONCE);
    try {
      Cipher cipher = cipher(Cipher.DECRYPT_MODE, key, nonce, version);
      return Payload.parseFrom(cipher.doFinal(data, NONCE, data.length - NONCE));
    } catch (AEADBadTagException e) {
      throw new BrokenPayloadException(
          "it was changed, or was encrypted with another key named %s. Compare the key rings of all"
                  .formatted(key.id())
              + " workers and commands.");
    } catch (GeneralSecurityException | InvalidProtocolBufferException e) {
      throw new IllegalStateException("tried to decrypt a payload, but could not", e);
    }
  }

  private PayloadKey key(String id) {
    // The id comes from the payload: what is no id is not said again.
    String named = PayloadKey.isId(id) ? id : "of a malformed name";
    if (keys == null) {
      throw MissingKeyException.of(named, null);
    }
    return keys.byId(id).orElseThrow(() -> MissingKeyException.of(named, keys.source()));
  }

  private static Cipher cipher(int mode, PayloadKey key, byte[] nonce, String version)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance(CIPHER);
    cipher.init(mode, key.secret(), new GCMParameterSpec(TAG * Byte.SIZE, nonce));
    cipher.updateAAD("slipway-payload %s %s".formatted(version, key.id()).getBytes(UTF_8));
    return cipher;
  }

  private static String text(Payload payload, String name) {
    return payload.getMetadataOrDefault(name, ByteString.EMPTY).toStringUtf8();
  }
}
