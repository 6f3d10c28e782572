package io.slipway.workflow;

import io.slipway.domain.PlainText;
import java.util.regex.Pattern;

/** What others say, in Markdown: letters and nothing else. */
final class Markdown {
  private static final Pattern MEANING = Pattern.compile("[\\\\`*_{}\\[\\]<>()#+!|~&$]");

  private Markdown() {}

  /** The text as itself, in one line. */
  static String text(String text) {
    return MEANING.matcher(PlainText.of(text)).replaceAll("\\\\$0");
  }
}
