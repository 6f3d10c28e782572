package io.slipway.gate;

import io.slipway.domain.ApplicationName;
import io.slipway.domain.PlainText;
import java.io.StringReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;

/** Reads a policy.yml, and tells all that is wrong with it at once. */
final class PolicyReader {
  private static final List<String> KEYS =
      List.of(
          "signers",
          "revoked",
          "oidc",
          "groups",
          "rules",
          "secrets",
          "unsigned",
          "max_age",
          "clock_ahead",
          "watch_for",
          "approvals",
          "windows");
  private static final List<String> OIDC_KEYS =
      List.of("issuer", "audience", "bind", "jwks", "ca", "groups_claim", "user_claim");
  private static final List<String> RULE_KEYS = List.of("allow", "who", "applications", "stages");
  private static final String PERMISSIONS =
      Arrays.stream(Permission.values()).map(Permission::word).collect(Collectors.joining(", "));

  private final List<String> faults;

  private PolicyReader(List<String> faults) {
    this.faults = faults;
  }

  /**
   * @param faults gets a sentence for each fault; what is returned then is of no use
   */
  static Policy read(String text, List<String> faults) {
    return new PolicyReader(faults).policy(tree(text, faults));
  }

  private static @Nullable YamlNode tree(String text, List<String> faults) {
    try {
      Node node =
          new Yaml(new SafeConstructor(new LoaderOptions())).compose(new StringReader(text));
      if (node == null) {
        faults.add("it is empty");
        return null;
      }
      return new YamlNode(node, "the file", faults);
    } catch (MarkedYAMLException e) {
      int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
      faults.add(
          "line %d: it is not YAML: %s"
              .formatted(line, PlainText.of(String.valueOf(e.getProblem()))));
      return null;
    } catch (YAMLException e) { // characters that YAML does not have, or too deep, or too long
      faults.add("it is not YAML: " + PlainText.of(String.valueOf(e.getMessage())));
      return null;
    }
  }

  private Policy policy(@Nullable YamlNode file) {
    Map<String, YamlNode> keys = file == null ? Map.of() : file.mapping(KEYS);
    Map<String, List<String>> groups = lists(keys.get("groups"));
    YamlNode secrets = keys.get("secrets");
    Policy policy =
        new Policy(
            text(keys.get("signers")),
            text(keys.get("revoked")),
            items(keys.get("oidc")).stream().map(this::issuer).toList(),
            groups,
            items(keys.get("rules")).stream().map(this::rule).toList(),
            secrets == null ? null : lists(secrets),
            permissions(keys.get("unsigned")),
            time(keys, "max_age", Policy.MAX_AGE, Duration.ofHours(1)),
            time(keys, "clock_ahead", Policy.AHEAD, Duration.ofMinutes(10)),
            time(keys, "watch_for", Policy.WATCH_FOR, Duration.ofDays(3650)),
            items(keys.get("approvals")).stream().map(DemandReader::read).toList(),
            items(keys.get("windows")).stream().map(PolicyWindow::read).toList());
    if (secrets != null && policy.secrets() != null) {
      policy.secrets().keySet().forEach(name -> requireApplication(secrets, name));
    }
    if (file != null && policy.signers() == null && policy.oidc().isEmpty()) {
      faults.add("nobody can prove who they are: it needs 'signers' or 'oidc'");
    }
    return policy;
  }

  private static void requireApplication(YamlNode secrets, String name) {
    try {
      ApplicationName unused = ApplicationName.of(name);
    } catch (IllegalArgumentException e) {
      secrets.fault("names %s, which is no application".formatted(name));
    }
  }

  private static @Nullable String text(@Nullable YamlNode node) {
    return node == null ? null : node.text();
  }

  private static List<YamlNode> items(@Nullable YamlNode node) {
    return node == null ? List.of() : node.items();
  }

  private static Map<String, List<String>> lists(@Nullable YamlNode node) {
    Map<String, List<String>> found = new LinkedHashMap<>();
    if (node != null) {
      node.mapping(null).forEach((name, members) -> found.put(name, members.texts()));
    }
    return found;
  }

  static Duration time(Map<String, YamlNode> keys, String key, Duration usual, Duration most) {
    YamlNode node = keys.get(key);
    return node == null ? usual : node.duration(Duration.ofSeconds(1), most);
  }

  private OidcIssuer issuer(YamlNode node) {
    Map<String, YamlNode> keys = node.mapping(OIDC_KEYS);
    boolean bind = !keys.containsKey("bind") || keys.get("bind").truth();
    String audience = keys.containsKey("audience") ? keys.get("audience").text() : "";
    if (!bind && audience.isEmpty()) {
      node.fault("needs an 'audience' where tokens are not bound to a request");
    }
    String jwks = required(node, keys, "jwks");
    // Whoever could change keys on their way could prove to be anybody.
    if (!jwks.startsWith("https://") && !jwks.startsWith("/")) {
      node.fault(
          "needs as 'jwks' the whole path of a file, or an address that begins with https://");
    }
    String ca = text(keys.get("ca"));
    if (ca != null && !(ca.startsWith("/") && jwks.startsWith("https://"))) {
      node.fault("needs as 'ca' the whole path of a file, for a 'jwks' that begins with https://");
    }
    return new OidcIssuer(
        required(node, keys, "issuer"),
        audience,
        bind,
        jwks,
        ca,
        keys.containsKey("groups_claim") ? keys.get("groups_claim").text() : "groups",
        keys.containsKey("user_claim") ? keys.get("user_claim").text() : "sub");
  }

  private static String required(YamlNode node, Map<String, YamlNode> keys, String key) {
    YamlNode found = keys.get(key);
    if (found == null) {
      node.fault("lacks '%s'".formatted(key));
      return "";
    }
    return found.text();
  }

  private Rule rule(YamlNode node) {
    Map<String, YamlNode> keys = node.mapping(RULE_KEYS);
    if (!keys.containsKey("allow")) {
      node.fault("lacks 'allow'");
    }
    if (!keys.containsKey("who")) {
      node.fault("lacks 'who'");
    }
    return new Rule(
        permissions(keys.get("allow")),
        keys.containsKey("who") ? keys.get("who").texts() : List.of(),
        patterns(keys.get("applications")),
        patterns(keys.get("stages")));
  }

  static List<String> patterns(@Nullable YamlNode node) {
    return node == null ? List.of("*") : node.texts();
  }

  private static List<Permission> permissions(@Nullable YamlNode node) {
    List<Permission> found = new ArrayList<>();
    for (YamlNode each : items(node)) {
      String word = each.text();
      Permission.named(word)
          .ifPresentOrElse(
              found::add, () -> each.fault("is '%s'; known are: %s".formatted(word, PERMISSIONS)));
    }
    return List.copyOf(found);
  }
}
