package io.slipway.ssh;

import io.slipway.domain.PlainText;
import java.util.regex.Pattern;

/** One SSH server and a login on it. */
record Hop(String user, String host, int port) {
  private static final int SSH_PORT = 22;

  /**
   * What no name or address has, and known_hosts files or programs would take for something else.
   */
  private static final Pattern ODD =
      Pattern.compile("|-.*|.*[\\s\\p{Z}\\p{C}!@|#,*?/\\\\'\"].*", Pattern.DOTALL);

  Hop {
    if (ODD.matcher(host).matches()) {
      throw new IllegalArgumentException(
          "'%s' is neither a host's name nor an address".formatted(PlainText.of(host)));
    }
    if (!PlainText.of(user).equals(user)) {
      throw new IllegalArgumentException(
          "'%s' is no login: it holds a control character".formatted(PlainText.of(user)));
    }
  }

  /**
   * Reads {@code [user@]host[:port]}, an IPv6 address in brackets if a port follows.
   *
   * @param user where the text names none
   */
  static Hop parse(String text, String user) {
    String plain = text.startsWith("ssh://") ? text.substring("ssh://".length()) : text;
    int at = plain.lastIndexOf('@');
    String login = at < 0 ? user : plain.substring(0, at);
    String rest = plain.substring(at + 1);
    if (rest.startsWith("[")) {
      int end = rest.indexOf(']');
      String tail = rest.substring(end + 1);
      if (!tail.isEmpty() && !tail.startsWith(":")) {
        throw noPort(text);
      }
      return new Hop(
          login,
          rest.substring(1, Math.max(end, 1)),
          tail.isEmpty() ? SSH_PORT : port(text, tail.substring(1)));
    }
    int colon = rest.indexOf(':');
    boolean bareIpv6 = colon >= 0 && rest.indexOf(':', colon + 1) >= 0;
    return colon < 0 || bareIpv6
        ? new Hop(login, rest, SSH_PORT)
        : new Hop(login, rest.substring(0, colon), port(text, rest.substring(colon + 1)));
  }

  private static int port(String text, String digits) {
    try {
      int port = Integer.parseInt(digits);
      if (port >= 1 && port <= 65_535) {
        return port;
      }
    } catch (NumberFormatException unreadable) {
      throw noPort(text);
    }
    throw noPort(text);
  }

  private static IllegalArgumentException noPort(String text) {
    return new IllegalArgumentException("'%s' holds no valid port".formatted(PlainText.of(text)));
  }

  @Override
  public String toString() {
    String name = host.contains(":") ? "[" + host + "]" : host;
    return user + "@" + name + (port == SSH_PORT ? "" : ":" + port);
  }
}
