package io.slipway.release;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a host has told of handing archives on. Hosts do not trust each other: what one says goes to
 * another only if it has the form that it should have.
 */
final class Passing {
  private static final Pattern KEY = Pattern.compile("ssh-ed25519 [A-Za-z0-9+/=]{1,200}");
  private static final Pattern ADDRESS =
      Pattern.compile("[0-9A-Fa-f:][0-9A-Fa-f:.]{1,60}(?:%[A-Za-z0-9._-]{1,30})?");
  private static final Pattern LOGIN = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._@+\\\\-]{0,63}");

  /** The key with which it asks; null when it has none. */
  @Nullable String key;

  /** Where it hands out; null where it does not. */
  @Nullable Door door;

  /** Why it does not, or got nothing; null when nothing was in the way. */
  @Nullable String shut;

  /** Whether it has all archives. */
  boolean holds;

  /** An address of a host at which one other host may ask. */
  record Door(String address, int port, String key, String login) {}

  void note(String kind, List<String> told) {
    switch (kind) {
      case "key" -> key = checked(KEY, told.get(0).replaceFirst(" slipway$", ""));
      case "door" ->
          door =
              new Door(
                  checked(ADDRESS, told.get(0)),
                  Integer.parseInt(told.get(1)),
                  checked(KEY, told.get(2)),
                  checked(LOGIN, told.get(3)));
      case "shut" -> shut = told.get(0);
      case "holds" -> holds = true;
      default -> throw new IllegalArgumentException("no mark of handing on: " + kind);
    }
  }

  private static String checked(Pattern form, String text) {
    if (!form.matcher(text).matches()) {
      throw new IllegalArgumentException("'%s' is not what it should be".formatted(text));
    }
    return text;
  }
}
