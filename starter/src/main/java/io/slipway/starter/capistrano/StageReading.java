package io.slipway.starter.capistrano;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.List;
import java.util.Map;

/**
 * What a Capistrano project says of one stage.
 *
 * @param settings values by name, all that {@code set} and its kin have said
 * @param lines where each was said, as {@code file:line}; settings that nobody has said have none
 * @param servers each with {@code host}, {@code roles} and its properties
 * @param hooks what is done before and after tasks
 * @param tasks those that the project defines itself
 * @param notes what could not be read, in words
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record StageReading(
    Map<String, JsonNode> settings,
    Map<String, String> lines,
    List<JsonNode> servers,
    List<Hook> hooks,
    List<Task> tasks,
    List<String> notes) {

  /**
   * @param time {@code before} or {@code after}
   * @param does the task, or {@code a block}
   * @param at {@code file:line}
   */
  record Hook(String time, String task, String does, String at) {}

  /**
   * @param at {@code file:line}
   */
  record Task(String name, String at) {}

  /** A setting's value; missing when there is none. */
  JsonNode value(String name) {
    JsonNode value = settings.get(name);
    return value == null || value.isNull() ? MissingNode.getInstance() : value;
  }

  /** Where a setting was said, in parentheses; empty when that is not known. */
  String where(String name) {
    String line = lines.get(name);
    return line == null ? "" : " (%s)".formatted(line);
  }
}
