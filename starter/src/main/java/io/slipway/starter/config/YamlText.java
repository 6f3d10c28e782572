package io.slipway.starter.config;

import java.util.List;
import java.util.stream.Collectors;

/** Writes texts as values of a slipway.yml, so that none can become more of the file than that. */
public final class YamlText {
  private YamlText() {}

  /** As it is where that is safe, else in double quotes. */
  public static String plain(String value) {
    boolean safe =
        value.matches("[A-Za-z0-9/][A-Za-z0-9._/@:+~-]*[A-Za-z0-9._/@+~-]|[A-Za-z]")
            && Written.ofPlain(value) == Written.TEXT;
    return safe ? value : quoted(value);
  }

  /** In double quotes. */
  public static String quoted(String value) {
    return value
        .codePoints()
        .mapToObj(
            c ->
                c == '"' || c == '\\' || Character.isISOControl(c)
                    ? "\\x%02x".formatted(c)
                    : Character.toString(c))
        .collect(Collectors.joining("", "\"", "\""));
  }

  /** Several of them in one line, in brackets. */
  public static String list(List<String> values) {
    return values.stream().map(YamlText::plain).collect(Collectors.joining(", ", "[", "]"));
  }
}
