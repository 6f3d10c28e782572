package io.slipway.audit;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A line of a trail: the entry as JSON in ASCII, with the hash of all of this text as its last
 * field. A change of a single character, of the number or of the link to the line before gives
 * another hash.
 *
 * @param text without its end of line
 * @param body what the hash is made of: the text without the field {@code hash}
 */
record AuditLine(String text, String body, AuditEntry entry, String hash) {
  static final String NONE_BEFORE = "0".repeat(64);

  private static final Pattern FORM =
      Pattern.compile("(\\{.*),\"hash\":\"([0-9a-f]{64})\"}", Pattern.DOTALL);
  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxStringLength(1_000_000).build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  static AuditLine of(AuditEntry entry, Seal seal) {
    try {
      // The one control character that JSON leaves as it is.
      String body = MAPPER.writeValueAsString(entry).replace("\u007f", "\\u007f");
      String hash = seal.hash(body);
      return new AuditLine(
          "%s,\"hash\":\"%s\"}".formatted(body.substring(0, body.length() - 1), hash),
          body,
          entry,
          hash);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a record of texts cannot fail to be written", e);
    }
  }

  /** The line that stands here; null when it has not the form of one. */
  static @Nullable AuditLine parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      return null;
    }
    String body = form.group(1) + "}";
    try {
      AuditEntry entry = MAPPER.readValue(body, AuditEntry.class);
      boolean whole = entry.chain() != null && entry.kind() != null && entry.prev() != null;
      return whole ? new AuditLine(text, body, entry, form.group(2)) : null;
    } catch (JsonProcessingException e) {
      return null;
    }
  }

  /** Whether nobody has changed it who lacks the key. */
  boolean sound(Seal seal) {
    return seal.hash(body).equals(hash);
  }
}
