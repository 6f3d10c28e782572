package io.slipway.starter.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.slipway.starter.config.HostSource.SourceFault;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Hosts of a group, as {@code ansible-inventory --list} tells them: with {@code ansible_host},
 * {@code ansible_port}, {@code ansible_user}, and all groups that they are in.
 *
 * @see <a
 *     href="https://docs.ansible.com/ansible/latest/cli/ansible-inventory.html">ansible-inventory</a>
 */
final class AnsibleHosts {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern ROLE = Pattern.compile(Form.ROLE.pattern());

  /** In which every host is, or which says nothing of one. */
  private static final Set<String> OF_NO_MEANING = Set.of("all", "ungrouped");

  private final JsonNode inventory;

  private AnsibleHosts(JsonNode inventory) {
    this.inventory = inventory;
  }

  static List<HostSpec> of(String json, String group) throws SourceFault {
    try {
      return new AnsibleHosts(JSON.readTree(json)).hosts(group);
    } catch (JsonProcessingException e) {
      throw new SourceFault(
          "is told by ansible-inventory in no JSON: %s"
              .formatted(TextRules.shortened(e.getOriginalMessage())),
          "Look at what 'ansible-inventory --list' prints.");
    }
  }

  private List<HostSpec> hosts(String group) throws SourceFault {
    List<String> groups = new ArrayList<>();
    inventory.fieldNames().forEachRemaining(groups::add);
    groups.remove("_meta");
    if (!inventory.has(group)) {
      throw new SourceFault(
          "has no group %s".formatted(TextRules.quoted(group)),
          Suggestion.nearest(group, groups)
              .map("Did you mean %s?"::formatted)
              .orElse("It has %s.".formatted(String.join(", ", groups))));
    }
    Map<String, Set<String>> groupsOf = new LinkedHashMap<>();
    for (String each : groups) {
      for (String host : members(each)) {
        groupsOf.computeIfAbsent(host, h -> new LinkedHashSet<>()).add(each);
      }
    }
    return members(group).stream()
        .map(host -> host(host, groupsOf.getOrDefault(host, Set.of())))
        .toList();
  }

  /** All hosts of a group and of the groups below it, each once. */
  private Set<String> members(String group) {
    Set<String> hosts = new LinkedHashSet<>();
    collect(group, hosts, new LinkedHashSet<>());
    return hosts;
  }

  private void collect(String group, Set<String> hosts, Set<String> seen) {
    if (seen.add(group)) {
      JsonNode node = inventory.path(group);
      node.path("hosts").forEach(host -> hosts.add(host.asText()));
      node.path("children").forEach(child -> collect(child.asText(), hosts, seen));
    }
  }

  private HostSpec host(String name, Set<String> groups) {
    JsonNode said = inventory.path("_meta").path("hostvars").path(name);
    String address = text(said, "ansible_host");
    List<@Nullable String> labels = new ArrayList<>();
    groups.stream()
        .filter(g -> !OF_NO_MEANING.contains(g) && ROLE.matcher(g).find())
        .forEach(labels::add);
    return new HostSpec(
        name,
        name.equals(address) ? null : address,
        said.path("ansible_port").isMissingNode() ? null : said.path("ansible_port").asInt(),
        text(said, "ansible_user"),
        labels,
        null,
        null,
        labels,
        null,
        null);
  }

  private static @Nullable String text(JsonNode said, String key) {
    JsonNode value = said.path(key);
    return value.isMissingNode() || value.isNull() ? null : value.asText();
  }
}
