package io.slipway.domain;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where a secret is kept; never the secret. Written {@code vault:secret/data/shop#url}, {@code
 * ssm:/shop/url}, {@code file:/etc/shop/url}, {@code env:SHOP_URL} or {@code exec:bin/read-url}.
 *
 * @param store what kind of place it is kept in
 * @param path where in that place: a path that Vault's API answers to, the name of a parameter (one
 *     that ends with a slash is all that lies below), a file, a variable or a command; without
 *     control characters. May hold {@code {stage}} until a target is made of the file
 * @param version a version that the store is asked for: a number for Vault, a number or label for
 *     SSM; null for the newest
 * @param field which of several values that the store answers with; null for the only one
 */
public record SecretRef(
    Store store, String path, @Nullable String version, @Nullable String field) {
  private static final String VERSION = "?version=";

  /** What kinds of places there are; in lower case they are what references begin with. */
  public enum Store {
    VAULT,
    SSM,
    FILE,
    ENV,
    EXEC;

    /** In references. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public SecretRef {
    boolean plain = Stream.of(path, part(version), part(field)).allMatch(SecretRef::isPlain);
    if (path.isBlank() || !plain) {
      throw new IllegalArgumentException(
          "the reference names nothing in %s, or holds a control character".formatted(store));
    }
  }

  private static String part(@Nullable String text) {
    return text == null ? "" : text;
  }

  private static boolean isPlain(String text) {
    return PlainText.of(text).equals(text);
  }

  /**
   * @throws IllegalArgumentException when the text is no reference. The message does not quote it:
   *     it may be the secret itself
   */
  @JsonCreator
  public static SecretRef parse(String text) {
    int colon = text.indexOf(':');
    String word = colon < 0 ? "" : text.substring(0, colon);
    Store store =
        Arrays.stream(Store.values())
            .filter(s -> s.word().equals(word))
            .findFirst()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "it must begin with one of %s"
                            .formatted(
                                Arrays.stream(Store.values())
                                    .map(s -> s.word() + ":")
                                    .collect(Collectors.joining(", ")))));
    String rest = text.substring(colon + 1);
    return switch (store) {
      case VAULT -> vault(rest);
      case SSM -> ssm(rest);
      case FILE, ENV, EXEC -> new SecretRef(store, rest, null, null);
    };
  }

  private static SecretRef vault(String text) {
    int hash = text.indexOf('#');
    String field = hash < 0 ? null : text.substring(hash + 1);
    String before = hash < 0 ? text : text.substring(0, hash);
    int question = before.indexOf(VERSION);
    String version = question < 0 ? null : before.substring(question + VERSION.length());
    if (version != null && !version.matches("[1-9][0-9]{0,9}")) {
      throw new IllegalArgumentException("its version must be a number");
    }
    if (field != null && field.isEmpty()) {
      throw new IllegalArgumentException("no field stands behind its #");
    }
    return new SecretRef(
        Store.VAULT, question < 0 ? before : before.substring(0, question), version, field);
  }

  private static SecretRef ssm(String text) {
    int colon = text.startsWith("arn:") ? -1 : text.indexOf(':');
    return colon < 0
        ? new SecretRef(Store.SSM, text, null, null)
        : new SecretRef(Store.SSM, text.substring(0, colon), text.substring(colon + 1), null);
  }

  /** What the store is asked for: the same reference, whichever of its values is wanted. */
  public SecretRef document() {
    return new SecretRef(store, path, version, null);
  }

  /** The same place at a version, unless the reference itself names one. */
  public SecretRef at(@Nullable String other) {
    return version == null ? new SecretRef(store, path, other, field) : this;
  }

  /** Whether it names all that lies below a path. */
  public boolean many() {
    return store == Store.SSM && path.endsWith("/");
  }

  @JsonValue
  @Override
  public String toString() {
    String versioned =
        version == null ? path : path + (store == Store.SSM ? ":" : VERSION) + version;
    return store.word() + ":" + versioned + (field == null ? "" : "#" + field);
  }
}
