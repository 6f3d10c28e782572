package io.slipway.release;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.slipway.domain.SecretFile;
import io.slipway.domain.SecretFileFormat;
import io.slipway.shell.Quoting;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** How secrets stand in a file. */
final class SecretText {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern PLACE =
      Pattern.compile("\\{\\{\\s*([A-Za-z_][A-Za-z0-9_]*)\\s*\\}\\}");
  private static final Pattern PLAIN = Pattern.compile("[^'\\p{Cntrl}]*");

  private SecretText() {}

  static String of(SecretFileFormat format, Map<String, String> secrets) {
    return switch (format) {
      case DOTENV ->
          secrets.entrySet().stream()
              .map(e -> "%s=%s\n".formatted(e.getKey(), dotenv(e.getValue())))
              .collect(Collectors.joining());
      case JSON -> json(secrets) + "\n";
      case YAML ->
          // A text in double quotes means the same in JSON and in YAML.
          secrets.entrySet().stream()
              .map(e -> "%s: %s\n".formatted(e.getKey(), json(e.getValue())))
              .collect(Collectors.joining());
      case TEMPLATE -> throw new IllegalArgumentException("a template is filled in");
    };
  }

  /**
   * In single quotes, as shells and dotenv libraries both read it; what cannot stand there, in
   * double quotes with escapes that dotenv libraries know.
   */
  private static String dotenv(String value) {
    if (PLAIN.matcher(value).matches()) {
      return Quoting.word(value);
    }
    return "\""
        + value
            .replace("\\", "\\\\")
            .replace("\"", "\\\"")
            .replace("$", "\\$")
            .replace("`", "\\`")
            .replace("\r", "\\r")
            .replace("\n", "\\n")
        + "\"";
  }

  private static String json(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("plain texts cannot fail to be written");
    }
  }

  /**
   * The text of a template with each {@code {{NAME}}} filled in.
   *
   * @throws UnknownNameException when the file has no secret of a name
   */
  static String filled(String text, SecretFile file, Map<String, String> secrets) {
    for (MatchResult place : PLACE.matcher(text).results().toList()) {
      if (!secrets.containsKey(place.group(1))) {
        throw new UnknownNameException(file, place.group(1));
      }
    }
    return PLACE
        .matcher(text)
        .replaceAll(place -> Matcher.quoteReplacement(String.valueOf(secrets.get(place.group(1)))));
  }

  /** A template asks for what its file does not have. */
  static final class UnknownNameException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient SecretFile file;
    private final String name;

    UnknownNameException(SecretFile file, String name) {
      super("template %s names %s".formatted(file.template(), name));
      this.file = file;
      this.name = name;
    }

    SecretFile file() {
      return file;
    }

    String name() {
      return name;
    }
  }
}
