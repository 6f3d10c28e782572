package io.slipway.domain;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Fills the placeholders in the words that somebody has chosen for notifications. */
public final class NoticeText {
  /** What may stand in braces, in the order of the guide. */
  public static final List<String> PLACEHOLDERS =
      List.of(
          "application",
          "stage",
          "kind",
          "event",
          "ref",
          "revision",
          "release",
          "initiator",
          "reason",
          "hosts",
          "outcome",
          "message",
          "command",
          "run",
          "at");

  private static final Pattern PLACEHOLDER = Pattern.compile("\\{([a-z]+)\\}");

  private NoticeText() {}

  /**
   * @param values by placeholder; one that is missing is filled with nothing
   */
  public static String fill(String template, Map<String, String> values) {
    return PLACEHOLDER
        .matcher(template)
        .replaceAll(
            found ->
                Matcher.quoteReplacement(
                    PLACEHOLDERS.contains(found.group(1))
                        ? values.getOrDefault(found.group(1), "")
                        : found.group()));
  }
}
