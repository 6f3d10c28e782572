package io.slipway.starter.capistrano;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads values that stand in Ruby as they are: texts, symbols, numbers, lists and hashes of them,
 * and {@code fetch} of a setting that is known. All else needs Ruby.
 */
final class RubyText {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final Pattern WORD = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*[?!]?");
  private static final Pattern NUMBER = Pattern.compile("-?[0-9][0-9_]*(\\.[0-9]+)?");
  private static final Pattern FETCH =
      Pattern.compile("fetch\\(\\s*:([a-z_]+)\\s*\\)|fetch\\s+:([a-z_]+)");
  private static final Pattern KEY =
      Pattern.compile("(?:([A-Za-z_][A-Za-z0-9_]*)|\"([^\"#]*)\"|'([^']*)'):(?!:)");

  private final String text;
  private final Function<String, @Nullable JsonNode> settings;
  private int at;

  /** Something that takes more than reading. */
  static final class BeyondReading extends Exception {
    private static final long serialVersionUID = 1L;

    BeyondReading() {
      super(null, null, false, false);
    }
  }

  /**
   * @param at where to begin
   * @param settings values of settings; null where one is not known
   */
  RubyText(String text, int at, Function<String, @Nullable JsonNode> settings) {
    this.text = text;
    this.at = at;
    this.settings = settings;
  }

  int at() {
    return at;
  }

  /** The arguments of a call to its end; named ones stand together in an object at the end. */
  List<JsonNode> arguments() throws BeyondReading {
    boolean open = skips("(");
    List<JsonNode> values = new ArrayList<>();
    ObjectNode named = NODES.objectNode();
    do {
      space(open || !values.isEmpty() || !named.isEmpty());
      if (!entry(named)) {
        values.add(value());
      }
      space(open);
    } while (skips(","));
    if (open && !skips(")")) {
      throw new BeyondReading();
    }
    endOfLine();
    if (!named.isEmpty()) {
      values.add(named);
    }
    return values;
  }

  private void endOfLine() throws BeyondReading {
    space(false);
    if (at < text.length() && text.charAt(at) != '\n') {
      throw new BeyondReading();
    }
  }

  /** Reads {@code key: value} or {@code :key => value} if that is what comes. */
  private boolean entry(ObjectNode into) throws BeyondReading {
    int begin = at;
    Matcher key = matching(KEY);
    if (key.lookingAt()) {
      at = key.end();
      space(true);
      into.set(first(key), value());
      return true;
    }
    if (at < text.length() && ":\"'".indexOf(text.charAt(at)) >= 0) {
      JsonNode name = value();
      space(false);
      if (skips("=>")) {
        space(true);
        into.set(name.asText(), value());
        return true;
      }
      at = begin;
    }
    return false;
  }

  JsonNode value() throws BeyondReading {
    JsonNode value = simple();
    // A value that goes on is an expression.
    int end = at;
    space(false);
    boolean ends = at >= text.length() || ",)]}\n=".indexOf(text.charAt(at)) >= 0;
    if (!ends) {
      throw new BeyondReading();
    }
    at = end;
    return value;
  }

  private JsonNode simple() throws BeyondReading {
    if (at >= text.length()) {
      throw new BeyondReading();
    }
    return switch (text.charAt(at)) {
      case '"' -> NODES.textNode(quoted());
      case '\'' -> NODES.textNode(single());
      case ':' -> symbol();
      case '[' -> list();
      case '{' -> hash();
      case '%' -> words();
      default -> word();
    };
  }

  private JsonNode symbol() throws BeyondReading {
    at++;
    if (at < text.length() && text.charAt(at) == '"') {
      return NODES.textNode(quoted());
    }
    return NODES.textNode(taken(WORD));
  }

  private JsonNode word() throws BeyondReading {
    Matcher fetch = matching(FETCH);
    if (fetch.lookingAt()) {
      at = fetch.end();
      return known(first(fetch));
    }
    Matcher number = matching(NUMBER);
    if (number.lookingAt()) {
      at = number.end();
      String digits = number.group().replace("_", "");
      return number.group(1) == null
          ? NODES.numberNode(Long.parseLong(digits))
          : NODES.numberNode(Double.parseDouble(digits));
    }
    return switch (taken(WORD)) {
      case "true" -> NODES.booleanNode(true);
      case "false" -> NODES.booleanNode(false);
      case "nil" -> NODES.nullNode();
      default -> throw new BeyondReading();
    };
  }

  private JsonNode known(String setting) throws BeyondReading {
    JsonNode value = settings.apply(setting);
    if (value == null) {
      throw new BeyondReading();
    }
    return value;
  }

  private String single() throws BeyondReading {
    StringBuilder said = new StringBuilder();
    for (at++; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c == '\'') {
        at++;
        return said.toString();
      }
      boolean escaped =
          c == '\\' && at + 1 < text.length() && "\\'".indexOf(text.charAt(at + 1)) >= 0;
      said.append(escaped ? text.charAt(++at) : c);
    }
    throw new BeyondReading();
  }

  private String quoted() throws BeyondReading {
    StringBuilder said = new StringBuilder();
    at++;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '"') {
        at++;
        return said.toString();
      } else if (text.startsWith("#{", at)) {
        at += 2;
        space(false);
        said.append(value().asText());
        space(false);
        if (!skips("}")) {
          throw new BeyondReading();
        }
      } else if (c == '\\') {
        said.append(escape());
      } else {
        said.append(c);
        at++;
      }
    }
    throw new BeyondReading();
  }

  private char escape() throws BeyondReading {
    if (at + 1 >= text.length()) {
      throw new BeyondReading();
    }
    char c = text.charAt(at + 1);
    at += 2;
    return switch (c) {
      case 'n' -> '\n';
      case 't' -> '\t';
      case '"', '\\', '#', '$' -> c;
      default -> throw new BeyondReading();
    };
  }

  private JsonNode list() throws BeyondReading {
    ArrayNode list = NODES.arrayNode();
    at++;
    space(true);
    while (!skips("]")) {
      list.add(value());
      space(true);
      if (!skips(",") && !text.startsWith("]", at)) {
        throw new BeyondReading();
      }
      space(true);
    }
    return list;
  }

  private JsonNode hash() throws BeyondReading {
    ObjectNode hash = NODES.objectNode();
    at++;
    space(true);
    while (!skips("}")) {
      if (!entry(hash)) {
        throw new BeyondReading();
      }
      space(true);
      if (!skips(",") && !text.startsWith("}", at)) {
        throw new BeyondReading();
      }
      space(true);
    }
    return hash;
  }

  /** {@code %w[a b]} with any of the usual brackets. */
  private JsonNode words() throws BeyondReading {
    if (at + 2 >= text.length() || "wi".indexOf(text.charAt(at + 1)) < 0) {
      throw new BeyondReading();
    }
    int kind = "([{<".indexOf(text.charAt(at + 2));
    char end = kind < 0 ? text.charAt(at + 2) : ")]}>".charAt(kind);
    int close = text.indexOf(end, at + 3);
    if (close < 0) {
      throw new BeyondReading();
    }
    ArrayNode list = NODES.arrayNode();
    for (String each : text.substring(at + 3, close).strip().split("\\s+")) {
      if (!each.isEmpty()) {
        list.add(each);
      }
    }
    at = close + 1;
    return list;
  }

  private String taken(Pattern pattern) throws BeyondReading {
    Matcher found = matching(pattern);
    if (!found.lookingAt()) {
      throw new BeyondReading();
    }
    at = found.end();
    return found.group();
  }

  private Matcher matching(Pattern pattern) {
    return pattern.matcher(text).region(at, text.length());
  }

  private static String first(Matcher found) {
    for (int group = 1; group <= found.groupCount(); group++) {
      if (found.group(group) != null) {
        return found.group(group);
      }
    }
    throw new IllegalArgumentException(found.group());
  }

  private boolean skips(String token) {
    boolean there = text.startsWith(token, at);
    at += there ? token.length() : 0;
    return there;
  }

  /** Skips white space and comments. */
  private void space(boolean lines) {
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '#') {
        int end = text.indexOf('\n', at);
        at = end < 0 ? text.length() : end;
      } else if (c == ' ' || c == '\t' || c == '\r' || (lines && c == '\n')) {
        at++;
      } else if (text.startsWith("\\\n", at)) {
        at += 2;
      } else {
        return;
      }
    }
  }
}
