package io.slipway.redact;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URLEncoder;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.stream.Collectors;

/** How others write a text down. */
enum Shape {
  RAW,
  BASE64,
  BASE64_URL,
  HEX,
  HEX_UPPER,
  FORM,
  FORM_LOWER,
  PERCENT,
  PERCENT_ALL,
  JSON,
  JSON_ASCII,
  JSON_SLASHES,
  JSON_IN_JSON,
  SHELL_SINGLE,
  SHELL_SINGLE_PYTHON,
  SHELL_BACKSLASH,
  SHELL_DOLLAR,
  YAML_SINGLE,
  YAML_DOUBLE,
  XML,
  XML_NUMERIC;

  private static final ObjectMapper MAPPER = new ObjectMapper();

  String of(String text) {
    return switch (this) {
      case RAW -> text;
      case BASE64 -> Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
      case BASE64_URL -> Base64.getUrlEncoder().encodeToString(text.getBytes(UTF_8));
      case HEX -> HexFormat.of().formatHex(text.getBytes(UTF_8));
      case HEX_UPPER -> HexFormat.of().withUpperCase().formatHex(text.getBytes(UTF_8));
      case FORM -> URLEncoder.encode(text, UTF_8);
      case FORM_LOWER -> lowerDigits(URLEncoder.encode(text, UTF_8));
      case PERCENT -> URLEncoder.encode(text, UTF_8).replace("+", "%20");
      case PERCENT_ALL -> bytes(text, "%%%02X");
      case JSON -> json(text);
      case JSON_ASCII -> each(text, c -> c < 127 && c >= ' ' ? json((char) c + "") : unit(c));
      case JSON_SLASHES -> json(text).replace("/", "\\/");
      case JSON_IN_JSON -> json(json(text));
      case SHELL_SINGLE -> text.replace("'", "'\\''");
      case SHELL_SINGLE_PYTHON -> text.replace("'", "'\"'\"'");
      case SHELL_BACKSLASH -> each(text, c -> (isWord(c) ? "" : "\\") + (char) c);
      case SHELL_DOLLAR -> bytes(text, "\\%03o");
      case YAML_SINGLE -> text.replace("'", "''");
      case YAML_DOUBLE ->
          each(text, c -> c >= 0x80 && c < 0x100 ? "\\x%02X".formatted(c) : json((char) c + ""));
      case XML ->
          text.replace("&", "&amp;")
              .replace("<", "&lt;")
              .replace(">", "&gt;")
              .replace("\"", "&quot;")
              .replace("'", "&apos;");
      case XML_NUMERIC ->
          text.codePoints().mapToObj("&#x%x;"::formatted).collect(Collectors.joining());
    };
  }

  private static boolean isWord(int c) {
    return c >= 0x80 || Character.isLetterOrDigit(c) || c == '\n' || c == '\r';
  }

  private static String unit(int c) {
    return "\\u%04x".formatted(c);
  }

  private static String bytes(String text, String format) {
    StringBuilder all = new StringBuilder();
    for (byte b : text.getBytes(UTF_8)) {
      all.append(format.formatted(b & 0xFF));
    }
    return all.toString();
  }

  private static String lowerDigits(String encoded) {
    StringBuilder lower = new StringBuilder();
    for (int at = 0; at < encoded.length(); at++) {
      boolean digits = encoded.charAt(at) == '%';
      lower.append(
          digits
              ? encoded.substring(at, at + 3).toLowerCase(Locale.ROOT)
              : encoded.charAt(at) + "");
      at += digits ? 2 : 0;
    }
    return lower.toString();
  }

  private interface Written {
    String of(int c);
  }

  private static String each(String text, Written written) {
    return text.chars().mapToObj(written::of).collect(Collectors.joining());
  }

  private static String json(String text) {
    try {
      String quoted = MAPPER.writeValueAsString(text);
      return quoted.substring(1, quoted.length() - 1);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
