package io.slipway.standalone;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A secret that is searched for. In the middle of whatever shape it has stands a random text of
 * letters and digits, which no escaping changes and nothing else holds.
 *
 * @param name the variable that it is known as
 */
record Canary(String name, String value, String core) {
  private static final SecureRandom RANDOM = new SecureRandom();

  private static final String PEM =
      """
      -----BEGIN PRIVATE KEY-----
      MIIEvQIBADANBgkqhkiG9w0BAQEFAASC
      %s
      -----END PRIVATE KEY-----\
      """;

  /** What secrets look like; {@code %s} is where the core stands. */
  private static final List<String> SHAPES =
      List.of(
          "%s",
          "pass word %s with spaces",
          "it's %s, isn't it",
          "say \"%s\" aloud",
          "$HOME/%s/`id`/$(id)",
          "back\\slash\\%s\\n",
          "postgres://shop:%s@db1.example.com:5432/shop?sslmode=require&x=%%41",
          "{\"key\": \"%s\", \"list\": [1, 2]}",
          PEM,
          "<token>%s & co</token>",
          "\u00fcml\u00e4ut-%s-\u20ac-\ud83d\ude80",
          "tab\there %s",
          "%s==",
          "AKIA+/%s+/==",
          "--%s --flag",
          "# %s",
          "a: %s\nb: [x, y]",
          "%%s%%d%%n%s",
          "*?[%s]*",
          "(%s|x)&&y;z",
          "!%s!!",
          "~%s~",
          "eyJhbGciOiJIUzI1NiJ9.%s.c2lnbmF0dXJl",
          "key=%s&other=value;next",
          "0x%s");

  /** A canary of each shape, and as many again that are long or like each other. */
  static List<Canary> fifty() {
    List<Canary> all = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      byte[] random = new byte[9];
      RANDOM.nextBytes(random);
      String core = "canary" + HexFormat.of().formatHex(random);
      String shape = SHAPES.get(i % SHAPES.size());
      String more = i < SHAPES.size() ? "" : "-" + "x".repeat(i * 7);
      all.add(new Canary("CANARY_%02d".formatted(i), shape.formatted(core) + more, core));
    }
    return all;
  }

  /** Texts of which at least one is in everything that lets the core be read. */
  Set<String> traces() {
    Set<String> traces = new LinkedHashSet<>();
    traces.add(core);
    traces.add(HexFormat.of().formatHex(core.getBytes(UTF_8)));
    traces.add(HexFormat.of().withUpperCase().formatHex(core.getBytes(UTF_8)));
    for (int lead = 0; lead < 3; lead++) {
      // What base64 makes of the core's inside does not depend on what stands around it.
      String coded =
          Base64.getEncoder().encodeToString((".".repeat(lead) + core + "..").getBytes(ISO_8859_1));
      traces.add(coded.substring(4, coded.length() - 8));
    }
    return traces;
  }
}
