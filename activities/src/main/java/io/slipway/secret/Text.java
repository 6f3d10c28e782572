package io.slipway.secret;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.slipway.domain.SecretRef;
import io.slipway.secret.SecretException.Obstacle;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Map;

/** Bytes that a file or a command gave, as the one value of a document. */
final class Text {
  /** More than any secret, less than what a mistaken reference could fill the memory with. */
  static final int MOST = 1 << 20;

  private Text() {}

  /** The text without its last line break, which editors and {@code echo} add. */
  static SecretDocument document(SecretRef ref, byte[] bytes) {
    if (bytes.length > MOST) {
      throw new SecretException(
          Obstacle.MISUSED,
          ref,
          "it is longer than 1 MiB",
          "A secret is shorter: look at what the reference leads to.");
    }
    try {
      String text = UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      int end = text.endsWith("\r\n") ? 2 : text.endsWith("\n") ? 1 : 0;
      return new SecretDocument(
          Map.of(SecretDocument.ONLY, text.substring(0, text.length() - end)), null, null, null);
    } catch (CharacterCodingException e) {
      throw new SecretException(
          Obstacle.MISUSED, ref, "it is not text in UTF-8", "Keep it there in base64.");
    }
  }
}
