package io.slipway.audit;

import io.slipway.domain.PlainText;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where lines are forwarded to.
 *
 * @param place names it without its options, for people and for what is kept about it
 * @param ca file of certificates that are trusted in place of the machine's; null for the machine's
 * @param token reference to the bearer token; null for none
 */
record SinkAddress(Kind kind, URI place, @Nullable String ca, @Nullable String token) {
  enum Kind {
    TLS,
    TCP,
    UDP,
    HTTP
  }

  /** What stands behind an address as {@code name=value} with {@code &} between. */
  record Options(String before, Map<String, String> values) {
    static Options of(String text, char mark, String... known) {
      int at = text.indexOf(mark);
      Map<String, String> values = new LinkedHashMap<>();
      for (String option : at < 0 ? new String[0] : text.substring(at + 1).split("&", -1)) {
        int equal = option.indexOf('=');
        String name = equal < 0 ? option : option.substring(0, equal);
        if (equal < 0 || !List.of(known).contains(name)) {
          throw new AuditException(
              "audit: tried to read an address, but its option '%s' is not known. Known: %s."
                  .formatted(PlainText.of(name), String.join(", ", known)));
        }
        values.put(name, option.substring(equal + 1));
      }
      return new Options(at < 0 ? text : text.substring(0, at), values);
    }

    String get(String name, String otherwise) {
      return values.getOrDefault(name, otherwise);
    }
  }

  /**
   * Reads {@code tls://host:6514?ca=/path}, {@code tcp://host:601}, {@code udp://host:514} or
   * {@code https://host/path#token=file:/path&ca=/path}.
   */
  static SinkAddress parse(String text) {
    boolean http = text.startsWith("http");
    Options options = http ? Options.of(text, '#', "token", "ca") : Options.of(text, '?', "ca");
    URI place = url(options.before().strip());
    Kind kind =
        switch (String.valueOf(place.getScheme())) {
          case "tls" -> Kind.TLS;
          case "tcp" -> Kind.TCP;
          case "udp" -> Kind.UDP;
          case "https", "http" -> Kind.HTTP;
          default -> throw refused("it begins with none of tls:, tcp:, udp: and https:");
        };
    if (place.getHost() == null || place.getUserInfo() != null) {
      throw refused("it names no host, or a user");
    }
    if (!http && place.getPort() < 0) {
      throw refused("it names no port");
    }
    boolean near = List.of("127.0.0.1", "localhost", "[::1]").contains(place.getHost());
    if ("http".equals(place.getScheme()) && !near) {
      throw refused("plain http is for this machine only");
    }
    return new SinkAddress(kind, place, options.values().get("ca"), options.values().get("token"));
  }

  private static URI url(String text) {
    // Java takes letters for parts of a URL that change the places of others.
    if (!PlainText.of(text).equals(text)) {
      throw refused("it is no URL");
    }
    try {
      return new URI(text);
    } catch (URISyntaxException e) {
      throw refused("it is no URL");
    }
  }

  private static AuditException refused(String why) {
    return new AuditException(
        "audit: tried to read an address of SLIPWAY_AUDIT_FORWARD, but %s. Write for instance tls://log.example.com:6514?ca=/etc/ssl/log.pem."
            .formatted(why));
  }
}
