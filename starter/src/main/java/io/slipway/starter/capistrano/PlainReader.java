package io.slipway.starter.capistrano;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slipway.starter.capistrano.RubyText.BeyondReading;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the plain lines of a project without Ruby, and notes those that it cannot read. */
final class PlainReader implements StageReader {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final Pattern CALL = Pattern.compile("([a-z_]+)(?=[\\s(])[ \\t]*");
  private static final Pattern OPENS =
      Pattern.compile(
          "^\\s*(if|unless|case|while|until|begin|def|class|module|for)\\b.*|.*\\bdo\\b(\\s*\\|[^|]*\\|)?\\s*(#.*)?$");
  private static final Pattern CLOSES = Pattern.compile("^\\s*end\\b.*");
  private static final Pattern SERVER =
      Pattern.compile("(?:([^@]+)@)?(\\[[^\\]]+\\]|[^:]+)(?::([0-9]+))?");

  @Override
  public StageReading read(CapistranoProject project, String stage) {
    Draft draft = new Draft(stage);
    for (Path file : List.of(project.file(), project.file(stage))) {
      if (Files.isRegularFile(file)) {
        draft.read(project.named(file), CapistranoProject.text(file));
      }
    }
    return draft.reading();
  }

  private static final class Draft {
    private final Map<String, JsonNode> settings = new LinkedHashMap<>();
    private final Map<String, String> lines = new LinkedHashMap<>();
    private final Map<String, ObjectNode> servers = new LinkedHashMap<>();
    private final List<StageReading.Hook> hooks = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    Draft(String stage) {
      settings.put("stage", NODES.textNode(stage));
    }

    StageReading reading() {
      if (!settings.containsKey("deploy_to") && settings.get("application") != null) {
        settings.put(
            "deploy_to", NODES.textNode("/var/www/" + settings.get("application").asText()));
      }
      return new StageReading(
          settings, lines, List.copyOf(servers.values()), hooks, List.of(), notes);
    }

    void read(String file, String text) {
      int line = 1;
      int at = 0;
      while (at < text.length()) {
        int end = statement(text, at, file, line);
        line += (int) text.substring(at, end).chars().filter(c -> c == '\n').count();
        at = end;
      }
    }

    /** Reads what begins with this line; returns where the next line begins. */
    private int statement(String text, int at, String file, int number) {
      String place = "%s:%d".formatted(file, number);
      String line = text.substring(at, endOf(text, at)).strip();
      if (line.isEmpty() || line.startsWith("#")) {
        return next(text, at);
      }
      int begin = at;
      while (Character.isWhitespace(text.charAt(begin))) {
        begin++;
      }
      Matcher call = CALL.matcher(text).region(begin, text.length());
      if (call.lookingAt()) {
        RubyText rest = new RubyText(text, call.end(), settings::get);
        try {
          if (call(call.group(1), rest, place)) {
            return next(text, rest.at());
          }
        } catch (BeyondReading e) {
          // Noted below, with all that belongs to it.
        }
      }
      int end = OPENS.matcher(line).matches() ? afterBlock(text, at) : next(text, at);
      notes.add("%s: was not read, since it takes Ruby: %s".formatted(place, shown(line)));
      return end;
    }

    /** Settings are no place for secrets, but some hold one. */
    private static String shown(String line) {
      if (PluginSteps.secret(line.toUpperCase(Locale.ROOT))) {
        return "a line that may hold a secret";
      }
      return line.length() > 80 ? line.substring(0, 77) + "..." : line;
    }

    private boolean call(String name, RubyText rest, String place) throws BeyondReading {
      switch (name) {
        case "set", "set_if_empty" -> {
          List<JsonNode> values = rest.arguments();
          String key = name(values);
          JsonNode value = values.size() == 2 ? values.get(1) : NODES.nullNode();
          if (name.equals("set") || !settings.containsKey(key)) {
            set(key, value, place);
          }
        }
        case "append" -> {
          List<JsonNode> values = rest.arguments();
          ArrayNode all = NODES.arrayNode();
          flatten(settings.get(name(values)), all);
          values.subList(1, values.size()).forEach(v -> flatten(v, all));
          set(name(values), all, place);
        }
        case "server" -> server(rest.arguments());
        case "role" -> role(rest.arguments());
        case "before", "after" -> {
          List<JsonNode> values = rest.arguments();
          if (values.size() != 2) {
            throw new BeyondReading();
          }
          hooks.add(
              new StageReading.Hook(name, values.get(0).asText(), values.get(1).asText(), place));
        }
        case "lock", "require", "desc" -> {
          List<JsonNode> unused = rest.arguments();
        }
        default -> {
          return false;
        }
      }
      return true;
    }

    private static String name(List<JsonNode> values) throws BeyondReading {
      if (values.isEmpty() || !values.getFirst().isTextual()) {
        throw new BeyondReading();
      }
      return values.getFirst().asText();
    }

    private void set(String key, JsonNode value, String place) {
      settings.put(key, value);
      lines.put(key, place);
    }

    private static void flatten(@Nullable JsonNode value, ArrayNode into) {
      if (value == null || value.isNull()) {
        return;
      }
      if (value.isArray()) {
        value.forEach(into::add);
      } else {
        into.add(value);
      }
    }

    private void server(List<JsonNode> values) throws BeyondReading {
      ObjectNode one = known(name(values));
      if (values.size() > 1) {
        values
            .get(1)
            .properties()
            .forEach(
                property -> {
                  if (property.getKey().equals("roles") || property.getKey().equals("role")) {
                    ArrayNode roles = NODES.arrayNode();
                    flatten(property.getValue(), roles);
                    roles.forEach(role -> play(one, role.asText()));
                  } else {
                    one.set(property.getKey(), property.getValue());
                  }
                });
      }
    }

    private void role(List<JsonNode> values) throws BeyondReading {
      String role = name(values);
      if (values.size() < 2) {
        throw new BeyondReading();
      }
      ArrayNode hosts = NODES.arrayNode();
      flatten(values.get(1), hosts);
      for (JsonNode host : hosts) {
        ObjectNode one = known(host.asText());
        play(one, role);
        if (values.size() > 2) {
          one.setAll((ObjectNode) values.get(2));
        }
      }
    }

    private ObjectNode known(String name) throws BeyondReading {
      Matcher address = SERVER.matcher(name);
      if (!address.matches()) {
        throw new BeyondReading();
      }
      String host = address.group(2).replaceAll("[\\[\\]]", "");
      ObjectNode one =
          servers.computeIfAbsent(
              host + " " + address.group(3), k -> NODES.objectNode().put("host", host));
      if (address.group(1) != null) {
        one.put("user", address.group(1));
      }
      if (address.group(3) != null) {
        one.put("port", Integer.parseInt(address.group(3)));
      }
      if (!one.has("roles")) {
        one.putArray("roles");
      }
      return one;
    }

    private static void play(ObjectNode server, String role) {
      ArrayNode roles = (ArrayNode) server.get("roles");
      for (JsonNode each : roles) {
        if (each.asText().equals(role)) {
          return;
        }
      }
      roles.add(role);
    }
  }

  private static int endOf(String text, int at) {
    int end = text.indexOf('\n', at);
    return end < 0 ? text.length() : end;
  }

  private static int next(String text, int at) {
    return Math.min(text.length(), endOf(text, at) + 1);
  }

  /** Where the line after the block's {@code end} begins. */
  private static int afterBlock(String text, int at) {
    int depth = 0;
    int line = at;
    while (line < text.length()) {
      String said = text.substring(line, endOf(text, line));
      depth += OPENS.matcher(said).matches() && !said.matches(".*\\bend\\s*$") ? 1 : 0;
      depth -= CLOSES.matcher(said).matches() ? 1 : 0;
      line = next(text, line);
      if (depth <= 0) {
        return line;
      }
    }
    return line;
  }
}
