package io.slipway.starter.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.slipway.starter.config.HostSource.SourceFault;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Hosts as a command prints them: names, one a line, where {@code #} begins a comment; or in JSON a
 * list, or one host after the other, each a name or an object with the keys of an entry of {@code
 * hosts}.
 */
final class PrintedHosts {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
  private static final Set<String> KEYS =
      Set.of("name", "address", "port", "user", "roles", "primary", "zone", "tags", "site");
  private static final String REMEDY =
      "Have it print names, one a line, or a list of objects with name, address, port, user, roles,"
          + " primary, zone, tags and site.";

  private PrintedHosts() {}

  static List<HostSpec> of(String text) throws SourceFault {
    String start = text.stripLeading();
    return start.startsWith("[") || start.startsWith("{") ? json(text) : lines(text);
  }

  private static List<HostSpec> lines(String text) {
    return text.lines()
        .map(line -> line.replaceAll("(^|\\s)#.*", "").strip())
        .filter(line -> !line.isEmpty())
        .map(PrintedHosts::named)
        .toList();
  }

  private static HostSpec named(String name) {
    return new HostSpec(name, null, null, null, null, null, null, null, null, null);
  }

  private static List<HostSpec> json(String text) throws SourceFault {
    List<HostSpec> hosts = new ArrayList<>();
    try (MappingIterator<JsonNode> values = JSON.readerFor(JsonNode.class).readValues(text)) {
      while (values.hasNextValue()) {
        JsonNode value = values.nextValue();
        for (JsonNode host : value.isArray() ? value : List.of(value)) {
          hosts.add(host(host));
        }
      }
      return hosts;
    } catch (JsonProcessingException e) {
      throw new SourceFault(
          "printed what begins as JSON and is none: %s"
              .formatted(TextRules.shortened(e.getOriginalMessage())),
          REMEDY);
    } catch (IOException e) {
      throw new IllegalStateException("a text cannot be read", e);
    }
  }

  private static HostSpec host(JsonNode node) throws SourceFault {
    if (node.isTextual()) {
      return named(node.asText());
    }
    for (Map.Entry<String, JsonNode> each : node.properties()) {
      if (!KEYS.contains(each.getKey())) {
        throw wrong("has the key %s".formatted(TextRules.quoted(each.getKey())), node);
      }
    }
    String name = text(node, "name");
    if (name == null) {
      throw wrong("has no name", node);
    }
    return new HostSpec(
        name,
        text(node, "address"),
        port(node),
        text(node, "user"),
        texts(node, "roles"),
        flag(node),
        text(node, "zone"),
        texts(node, "tags"),
        text(node, "site"),
        null);
  }

  private static @Nullable String text(JsonNode host, String key) throws SourceFault {
    JsonNode value = host.path(key);
    if (value.isMissingNode() || value.isNull()) {
      return null;
    }
    if (!value.isTextual()) {
      throw wrong("has a %s that is no text".formatted(key), host);
    }
    return value.asText();
  }

  private static @Nullable Integer port(JsonNode host) throws SourceFault {
    JsonNode value = host.path("port");
    if (value.isMissingNode() || value.isNull()) {
      return null;
    }
    if (!value.canConvertToInt() || !value.isIntegralNumber()) {
      throw wrong("has a port that is no number", host);
    }
    return value.asInt();
  }

  private static @Nullable Boolean flag(JsonNode host) throws SourceFault {
    JsonNode value = host.path("primary");
    if (value.isMissingNode() || value.isNull()) {
      return null;
    }
    if (!value.isBoolean()) {
      throw wrong("has a primary that is neither true nor false", host);
    }
    return value.asBoolean();
  }

  private static @Nullable List<@Nullable String> texts(JsonNode host, String key)
      throws SourceFault {
    JsonNode value = host.path(key);
    if (value.isMissingNode() || value.isNull()) {
      return null;
    }
    List<@Nullable String> texts = new ArrayList<>();
    for (JsonNode each : value.isArray() ? value : List.of(value)) {
      if (!each.isTextual()) {
        throw wrong("has %s that are no texts".formatted(key), host);
      }
      texts.add(each.asText());
    }
    return texts;
  }

  private static SourceFault wrong(String how, JsonNode host) {
    return new SourceFault(
        "printed a host that %s: %s".formatted(how, TextRules.shortened(host.toString())), REMEDY);
  }
}
