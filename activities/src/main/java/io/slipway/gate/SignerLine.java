package io.slipway.gate;

import io.slipway.contract.Proof;
import io.slipway.domain.Wildcard;
import io.slipway.ssh.WireKey;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One line of an allowed_signers file, in the form that {@code ssh-keygen(1)} describes.
 *
 * @param principals names, and patterns of names; an exclamation mark in front excludes
 * @param authority whether the key vouches for the keys of others
 * @param untouched whether a security key need not be touched
 * @param verified whether a security key must have verified its owner, by a PIN or a finger
 */
record SignerLine(
    List<String> principals,
    WireKey key,
    boolean authority,
    @Nullable List<String> namespaces,
    @Nullable Instant after,
    @Nullable Instant before,
    boolean untouched,
    boolean verified) {
  private static final Pattern LINE =
      Pattern.compile("(\"[^\"]*\"|\\S+)\\s+((?:[^\\s\"]++|\"[^\"]*+\")++)\\s+(.*)");
  private static final Pattern OPTION =
      Pattern.compile("([A-Za-z-]+)(?:=\"([^\"]*)\"|=([^,\"]*))?(?:,|$)");
  private static final Pattern TIME = Pattern.compile("(\\d{8}|\\d{12}|\\d{14})(Z?)");

  /**
   * Reads a line that is neither empty nor a comment.
   *
   * @throws IllegalArgumentException which says what is wrong with it
   */
  static SignerLine parse(String line) {
    Matcher parts = LINE.matcher(line.strip());
    if (!parts.matches()) {
      throw new IllegalArgumentException("a line is: principals [options] type key");
    }
    List<String> principals = List.of(unquoted(parts.group(1)).split(","));
    // Options are left out where the key's type stands in their place.
    Optional<WireKey> bare = WireKey.inLine(parts.group(2) + " " + parts.group(3));
    if (bare.isPresent()) {
      return checked(new SignerLine(principals, bare.get(), false, null, null, null, false, false));
    }
    WireKey key =
        WireKey.inLine(parts.group(3))
            .orElseThrow(() -> new IllegalArgumentException("it holds no public key"));
    return checked(withOptions(principals, key, parts.group(2)));
  }

  private static SignerLine withOptions(List<String> principals, WireKey key, String options) {
    boolean authority = false;
    List<String> namespaces = null;
    Instant after = null;
    Instant before = null;
    boolean untouched = false;
    boolean verified = false;
    Matcher each = OPTION.matcher(options);
    int at = 0;
    while (at < options.length() && each.find() && each.start() == at) {
      at = each.end();
      String value = each.group(2) == null ? each.group(3) : each.group(2);
      switch (each.group(1).toLowerCase(Locale.ROOT)) {
        case "cert-authority" -> authority = true;
        case "namespaces" -> namespaces = List.of(required(value, "namespaces").split(","));
        case "valid-after" -> after = time(required(value, "valid-after"));
        case "valid-before" -> before = time(required(value, "valid-before"));
        case "no-touch-required" -> untouched = true;
        case "verify-required" -> verified = true;
        default -> throw new IllegalArgumentException("unknown option " + each.group(1));
      }
    }
    if (at < options.length()) {
      throw new IllegalArgumentException("its options cannot be read");
    }
    return new SignerLine(
        principals, key, authority, namespaces, after, before, untouched, verified);
  }

  private static SignerLine checked(SignerLine line) {
    if (line.key.certificate()) {
      throw new IllegalArgumentException("it holds a certificate; name its authority's key");
    }
    if (!line.authority && line.names().isEmpty()) {
      throw new IllegalArgumentException(
          "a key needs a name without * and ?, by which its owner is known");
    }
    if ((line.untouched || line.verified)
        && !line.authority
        && !line.key.type().startsWith("sk-")) {
      throw new IllegalArgumentException("touches and PINs are those of security keys");
    }
    return line;
  }

  private static String unquoted(String text) {
    return text.length() > 1 && text.startsWith("\"") && text.endsWith("\"")
        ? text.substring(1, text.length() - 1)
        : text;
  }

  private static String required(@Nullable String value, String option) {
    if (value == null || value.isEmpty()) {
      throw new IllegalArgumentException("option %s needs a value".formatted(option));
    }
    return value;
  }

  private static Instant time(String text) {
    Matcher parts = TIME.matcher(text);
    if (!parts.matches()) {
      throw new IllegalArgumentException("a time is YYYYMMDD[HHMM[SS]][Z], not " + text);
    }
    String digits = (parts.group(1) + "000000").substring(0, 14);
    try {
      return LocalDateTime.parse(digits, DateTimeFormatter.ofPattern("yyyyMMddHHmmss", Locale.ROOT))
          .atZone(parts.group(2).isEmpty() ? ZoneId.systemDefault() : ZoneOffset.UTC)
          .toInstant();
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("there is no time " + text, e);
    }
  }

  /** Those by which the owner of the key is known, the first of all first. */
  List<String> names() {
    return principals.stream().filter(p -> !p.matches(".*[*?].*|!.*|")).toList();
  }

  /** Those of a certificate's names that its authority may vouch for. */
  List<String> vouched(List<String> named) {
    List<String> found = new ArrayList<>();
    for (String name : named) {
      if (matches(principals, name)) {
        found.add(name);
      }
    }
    return found;
  }

  /** Why it does not count now, and for us; empty when it does. */
  Optional<String> fault(Instant now) {
    if (namespaces != null && !matches(namespaces, Proof.SSH_NAMESPACE)) {
      return Optional.of("its key is not for Slipway");
    }
    if (after != null && now.isBefore(after)) {
      return Optional.of("its key is valid only from " + after);
    }
    if (before != null && !now.isBefore(before)) {
      return Optional.of("its key was valid only until " + before);
    }
    return Optional.empty();
  }

  /** As OpenSSH: what one pattern excludes, no other lets in. */
  private static boolean matches(List<String> patterns, String text) {
    boolean excluded =
        patterns.stream()
            .anyMatch(p -> p.startsWith("!") && Wildcard.matches(p.substring(1), text));
    return !excluded && patterns.stream().anyMatch(p -> Wildcard.matches(p, text));
  }
}
