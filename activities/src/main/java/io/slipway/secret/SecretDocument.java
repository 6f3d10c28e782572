package io.slipway.secret;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a store has answered with.
 *
 * @param fields value by name, in the store's order; a store that keeps one value alone calls it
 *     {@link #ONLY}
 * @param version the store's name for this state of the document, which {@link
 *     io.slipway.domain.SecretRef#at} leads to again; null where it has none
 * @param lease id of what was lent, to be given back; null when it is not lent
 * @param validFor how long it is valid from now on; null when it does not expire
 */
public record SecretDocument(
    Map<String, String> fields,
    @Nullable String version,
    @Nullable String lease,
    @Nullable Duration validFor) {
  public static final String ONLY = "";

  public SecretDocument {
    fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
  }

  /** The value of a field; of the only field when none is named. */
  public Optional<String> value(@Nullable String field) {
    if (field == null) {
      return fields.size() == 1 ? fields.values().stream().findFirst() : Optional.empty();
    }
    return Optional.ofNullable(fields.get(field));
  }

  /** Without the values. */
  @Override
  public String toString() {
    return "document with fields %s, version %s".formatted(fields.keySet(), version);
  }
}
