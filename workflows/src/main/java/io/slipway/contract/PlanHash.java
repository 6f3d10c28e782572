package io.slipway.contract;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.slipway.domain.Target;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * One name for all that was asked for: equal for two requests exactly when their target and ref
 * are. A newer version may know more of a target, and so give another name to the same file.
 */
public final class PlanHash {
  private static final ObjectMapper MAPPER =
      WireFormat.mapper().configure(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS, true);

  private PlanHash() {}

  /** {@code sha256:} and the digest of the canonical JSON: no spaces, names in order. */
  public static String of(Target target, String ref) {
    return "sha256:" + HexFormat.of().formatHex(digest(canonical(target, ref).getBytes(UTF_8)));
  }

  static String canonical(Target target, String ref) {
    Map<String, Object> plan = new LinkedHashMap<>();
    plan.put("target", sorted(MAPPER.valueToTree(target)));
    plan.put("ref", ref);
    try {
      return MAPPER.writeValueAsString(plan);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of plain values cannot fail to be written", e);
    }
  }

  private static Object sorted(JsonNode node) {
    if (node.isObject()) {
      Map<String, Object> fields = new TreeMap<>();
      node.properties().forEach(e -> fields.put(e.getKey(), sorted(e.getValue())));
      return fields;
    }
    return node.isArray() ? node.valueStream().map(PlanHash::sorted).toList() : node;
  }

  private static byte[] digest(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
