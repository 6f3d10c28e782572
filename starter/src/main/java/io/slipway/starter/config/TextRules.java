package io.slipway.starter.config;

import io.slipway.domain.Artifact;
import io.slipway.domain.NoticeText;
import io.slipway.domain.RemotePath;
import io.slipway.domain.SecretRef;
import io.slipway.domain.Signer;
import io.slipway.domain.Window;
import io.slipway.domain.WindowKind;
import io.slipway.rollout.FreezeCalendar;
import io.slipway.starter.output.Printable;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** What texts must obey beyond their pattern; each rule throws with the reason, or returns it. */
final class TextRules {
  static final List<String> PLACEHOLDERS = List.of("host", "address", "stage", "color", "port");

  private static final Pattern PLACEHOLDER = Pattern.compile("\\{([^{}]*)\\}");
  private static final Pattern PASSWORD = Pattern.compile("^[A-Za-z0-9+]+://[^/@]*:[^/]*@");
  private static final List<String> OWN_FILES = List.of("REVISION", "REVISION_TIME");

  private TextRules() {}

  /** A text of the file in a message: in quotes, safe to print, not endless. */
  static String quoted(String text) {
    return "'%s'".formatted(shortened(text));
  }

  /** A text in one line that is safe to print and not endless. */
  static String shortened(String text) {
    String safe = Printable.line(text);
    return safe.length() > 80 ? safe.substring(0, 77) + "..." : safe;
  }

  static String window(String text) {
    Optional<String> fault =
        FreezeCalendar.fault(new Window(WindowKind.FREEZE, text, ZoneOffset.UTC, null));
    fault.ifPresent(why -> refuse(true, why));
    return text;
  }

  static String zone(String text) {
    try {
      return ZoneId.of(text).getId();
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("%s is no known time zone".formatted(quoted(text)), e);
    }
  }

  static String repository(String text) {
    refuse(PASSWORD.matcher(text).find(), "holds a password, and slipway.yml is no place for one");
    return text;
  }

  static String artifact(String text) {
    // Of where it leads to nothing is known yet: the archive's own place may be faulty, too.
    if (!Artifact.states(text) && !text.contains(Artifact.URL)) {
      Artifact.fault(text).ifPresent(why -> refuse(true, why));
    }
    return text;
  }

  static String signer(String text) {
    Signer.fault(text).ifPresent(why -> refuse(true, why));
    return text;
  }

  static String deployTo(String text) {
    RemotePath.of(filled(text, "x"));
    return text;
  }

  static String relativePath(String text) {
    List<String> segments = List.of(text.split("/", -1));
    boolean odd = segments.stream().anyMatch(s -> s.isEmpty() || s.equals(".") || s.equals(".."));
    refuse(odd, "%s holds '.', '..', '//' or an ending '/'".formatted(quoted(text)));
    refuse(
        OWN_FILES.contains(segments.getFirst()),
        "%s is written by Slipway itself".formatted(segments.getFirst()));
    return text;
  }

  static String secretRef(String text) {
    String stage = filled(text.startsWith("exec:") ? "" : text, "x", List.of("stage"));
    SecretRef unused = SecretRef.parse(stage.isEmpty() ? text : stage);
    return text;
  }

  static String jump(String text) {
    int colon = text.lastIndexOf(':');
    if (colon > text.lastIndexOf(']')) {
      int port = Integer.parseInt(text.substring(colon + 1));
      refuse(port > 65_535, "port %d is not in 1 to 65535".formatted(port));
    }
    return text;
  }

  static String url(String text) {
    checkUrl(filled(text.replace("[{address}]", "{address}"), "x"));
    return text;
  }

  static String address(String text) {
    checkUrl(text);
    return text;
  }

  /** Braces of its own it may have, such as those of JSON. */
  static String notice(String text) {
    for (MatchResult found : PLACEHOLDER.matcher(text).results().toList()) {
      refuse(
          found.group(1).matches("[a-z_]+") && !NoticeText.PLACEHOLDERS.contains(found.group(1)),
          "there is no placeholder %s here, only %s"
              .formatted(shortened(found.group()), words(NoticeText.PLACEHOLDERS)));
    }
    return text;
  }

  /** Whether a URL, its placeholders filled, can be asked for. */
  static void checkUrl(String url) {
    try {
      URI uri = new URI(url);
      refuse(uri.getHost() == null, "%s names no valid host".formatted(quoted(url)));
      refuse(uri.getUserInfo() != null, "holds a login, and slipway.yml is no place for one");
      refuse(uri.getPort() == 0 || uri.getPort() > 65_535, "its port is not in 1 to 65535");
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("%s is not a valid URL".formatted(quoted(url)), e);
    }
  }

  private static String filled(String template, String value) {
    return filled(template, value, PLACEHOLDERS);
  }

  private static String filled(String template, String value, List<String> known) {
    for (MatchResult found : PLACEHOLDER.matcher(template).results().toList()) {
      if (!known.contains(found.group(1))) {
        throw new IllegalArgumentException(
            "there is no placeholder %s here, only %s"
                .formatted(shortened(found.group()), words(known)));
      }
    }
    String filled = PLACEHOLDER.matcher(template.replace("{port}", "1")).replaceAll(value);
    refuse(
        filled.contains("{") || filled.contains("}"),
        "%s holds a brace that belongs to no placeholder".formatted(quoted(template)));
    return filled;
  }

  private static String words(List<String> placeholders) {
    List<String> braced = placeholders.stream().map("{%s}"::formatted).toList();
    return braced.size() == 1
        ? braced.getFirst()
        : "%s and %s"
            .formatted(String.join(", ", braced.subList(0, braced.size() - 1)), braced.getLast());
  }

  private static void refuse(boolean fault, String reason) {
    if (fault) {
      throw new IllegalArgumentException(reason);
    }
  }
}
