package io.slipway.traffic;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** What is sent to machines of balancers. */
enum BalancerScript {
  HAPROXY,
  NGINX,
  COMMANDS;

  private final String text = read("machine") + read(name().toLowerCase(java.util.Locale.ROOT));

  String text() {
    return text;
  }

  /** The part as machines get it: comments are for readers. */
  private static String read(String part) {
    try (InputStream resource = BalancerScript.class.getResourceAsStream(part + ".sh")) {
      if (resource == null) {
        throw new IllegalStateException("script %s.sh is missing in the jar".formatted(part));
      }
      return new String(resource.readAllBytes(), UTF_8).replaceAll("(?m)^\\s*#.*\\R", "");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
