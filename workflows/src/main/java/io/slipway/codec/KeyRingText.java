package io.slipway.codec;

import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A key ring as people keep it: a line {@code ID BASE64} for each key of 32 bytes, comments after
 * {@code #}. The first key encrypts, all decrypt.
 */
public final class KeyRingText {
  private static final String FORM = "a line is ID, a blank, and the BASE64 form of 32 bytes";

  private KeyRingText() {}

  /**
   * Reads a ring.
   *
   * @param source where the text is from, for messages
   * @throws IllegalArgumentException telling all faults together, none with a key in it
   */
  public static KeyRing read(String text, String source) {
    Map<String, PayloadKey> keys = new LinkedHashMap<>();
    List<String> faults = new ArrayList<>();
    int number = 0;
    for (String line : text.lines().toList()) {
      number++;
      String content = line.strip();
      if (content.isEmpty() || content.startsWith("#")) {
        continue;
      }
      String fault = add(content.split("\\s+"), keys);
      if (!fault.isEmpty()) {
        faults.add("line %d: %s".formatted(number, fault));
      }
    }
    if (keys.isEmpty() && faults.isEmpty()) {
      faults.add("it has no key; " + FORM);
    }
    if (!faults.isEmpty()) {
      throw new IllegalArgumentException(
          "%s: tried to read payload keys, but %s. Make a line with: slipway payload-keys new"
              .formatted(source, String.join("; ", faults)));
    }
    return new Ring(Collections.unmodifiableMap(keys), source);
  }

  /** Adds the key of a line; answers what is wrong with it, or an empty text. */
  private static String add(String[] words, Map<String, PayloadKey> keys) {
    if (words.length != 2) {
      return FORM;
    }
    if (!PayloadKey.isId(words[0])) {
      return "the id is not 1 to 100 letters, digits and ._:-";
    }
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(words[1]);
    } catch (IllegalArgumentException notBase64) {
      return "the key %s is not BASE64".formatted(words[0]);
    }
    if (bytes.length != PayloadKey.LENGTH) {
      return "the key %s has %d bytes, not %d".formatted(words[0], bytes.length, PayloadKey.LENGTH);
    }
    return keys.putIfAbsent(words[0], PayloadKey.of(words[0], bytes)) == null
        ? ""
        : "the key %s is there twice".formatted(words[0]);
  }

  /** The line for a key. */
  public static String line(PayloadKey key) {
    return key.id() + " " + Base64.getEncoder().encodeToString(key.secret().getEncoded());
  }

  private record Ring(Map<String, PayloadKey> keys, String source) implements KeyRing {
    @Override
    public PayloadKey active() {
      return keys.values().iterator().next();
    }

    @Override
    public Optional<PayloadKey> byId(String id) {
      return Optional.ofNullable(keys.get(id));
    }

    @Override
    public String toString() {
      return "key ring of " + source;
    }
  }
}
