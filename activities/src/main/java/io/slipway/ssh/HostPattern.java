package io.slipway.ssh;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.slipway.domain.Wildcard;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Which hosts a line of a known_hosts file is about. Names are compared in lower case. */
sealed interface HostPattern {
  boolean matches(String name);

  /** A list of patterns. One that begins with {@code !} and matches excludes the name. */
  record Listed(List<String> patterns) implements HostPattern {
    @Override
    public boolean matches(String name) {
      boolean found = false;
      for (String pattern : patterns) {
        if (pattern.startsWith("!") && Wildcard.matches(pattern.substring(1), name)) {
          return false;
        }
        found |= !pattern.startsWith("!") && Wildcard.matches(pattern, name);
      }
      return found;
    }
  }

  /** A name that the file does not tell: salt and HMAC-SHA1, both in base64. */
  record Hashed(String salt, String hash) implements HostPattern {
    @Override
    public boolean matches(String name) {
      try {
        Mac mac = Mac.getInstance("HmacSHA1");
        mac.init(new SecretKeySpec(Base64.getDecoder().decode(salt), "HmacSHA1"));
        return MessageDigest.isEqual(
            mac.doFinal(name.getBytes(UTF_8)), Base64.getDecoder().decode(hash));
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException("every JDK has HmacSHA1", e);
      }
    }
  }

  /** The pattern that this word of a line stands for, if it is one. */
  static Optional<HostPattern> parse(String word) {
    if (!word.startsWith("|")) {
      return Optional.of(new Listed(List.of(word.toLowerCase(Locale.ROOT).split(","))));
    }
    String[] parts = word.split("\\|", -1);
    if (parts.length != 4 || !parts[1].equals("1")) {
      return Optional.empty();
    }
    try {
      boolean salted = Base64.getDecoder().decode(parts[2]).length > 0;
      Base64.getDecoder().decode(parts[3]);
      return salted ? Optional.of(new Hashed(parts[2], parts[3])) : Optional.empty();
    } catch (IllegalArgumentException noBase64) {
      return Optional.empty();
    }
  }
}
