package io.slipway.starter.capistrano;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What Capistrano's plugins do, as steps of a slipway.yml. Their settings and defaults: the READMEs
 * of capistrano-bundler 2, capistrano-rails 1, capistrano-rbenv 2 and capistrano-passenger 0.2.
 */
final class PluginSteps {
  private final List<String> plugins;
  private final String stage;
  private final StageReading reading;
  private final Set<String> roles;
  private final Findings findings;

  PluginSteps(
      List<String> plugins,
      String stage,
      StageReading reading,
      Set<String> roles,
      Findings findings) {
    this.plugins = plugins;
    this.stage = stage;
    this.reading = reading;
    this.roles = roles;
    this.findings = findings;
  }

  /** The lines of each step, without indent. */
  Map<String, List<String>> lines() {
    Map<String, List<String>> steps = new LinkedHashMap<>();
    List<String> build = build();
    if (!build.isEmpty()) {
      steps.put("build", step(build, "timeout: 30m"));
    }
    if (rails() || plugins.contains("rails/migrations")) {
      steps.put("migrate", migration());
    }
    if (plugins.contains("passenger")) {
      String restart =
          "passenger-config restart-app \"$SLIPWAY_DEPLOY_TO\" --ignore-app-not-running";
      steps.put("restart", step(List.of(restart), on("app")));
      findings.changed(
          "capistrano/passenger", "steps.restart; look whether passenger-config is in its PATH");
    }
    return steps;
  }

  private boolean rails() {
    return plugins.contains("rails");
  }

  private List<String> build() {
    List<String> build = new ArrayList<>();
    if (rails() || plugins.contains("bundler")) {
      build.add("bundle config set --local deployment true");
      build.add("bundle config set --local path \"$SLIPWAY_SHARED/bundle\"");
      String without = words(reading.value("bundle_without"));
      if (!without.isEmpty()) {
        build.add("bundle config set --local without '%s'".formatted(without.replace("'", "")));
      }
      build.add("bundle install --jobs 4 --quiet");
      findings.changed("capistrano/bundler", "steps.build, with gems in shared/bundle as before");
    }
    if (rails() || plugins.contains("rails/assets")) {
      build.add("RAILS_ENV=%s bundle exec rake assets:precompile".formatted(railsEnvironment()));
      findings.changed(
          "capistrano/rails/assets",
          "steps.build, on all hosts; its backups of manifests are not needed, since assets go back"
              + " with the release");
    }
    return build;
  }

  private List<String> migration() {
    String migrate = "RAILS_ENV=%s bundle exec rake db:migrate".formatted(railsEnvironment());
    String role = reading.value("migration_role").asText("db");
    boolean onlyChanged = reading.value("conditionally_migrate").asBoolean();
    findings.changed(
        "capistrano/rails/migrations",
        "steps.migrate: once for all hosts, before any host switches; say undo or irreversible"
            + " there");
    return step(List.of(migrate), on(role), onlyChanged ? "if_changed: [db/migrate]" : "");
  }

  /** The stage's name unless something else was set. */
  private String railsEnvironment() {
    String environment = reading.value("rails_env").asText(stage);
    return environment.equals(stage) ? "\"$SLIPWAY_STAGE\"" : ShellWords.quoted(environment);
  }

  /** Only where hosts play the role. */
  private String on(String role) {
    if (roles.contains(role)) {
      return "on: " + role;
    }
    return "";
  }

  private List<String> step(List<String> commands, String... keys) {
    List<String> lines = new ArrayList<>();
    for (String key : keys) {
      if (!key.isEmpty()) {
        lines.add(key);
      }
    }
    List<String> all = new ArrayList<>(environment());
    all.addAll(commands);
    lines.add("run: >-");
    for (int i = 0; i < all.size(); i++) {
      lines.add("  %s%s".formatted(all.get(i), i < all.size() - 1 ? " &&" : ""));
    }
    return lines;
  }

  /** What the commands need to find: default_env, and what rbenv's plugin sets. */
  private List<String> environment() {
    List<String> exports = new ArrayList<>();
    reading
        .value("default_env")
        .properties()
        .forEach(
            each -> {
              String name = each.getKey().toUpperCase(Locale.ROOT);
              String value = each.getValue().asText();
              if (secret(name)) {
                findings.byHand(
                    "default_env %s%s".formatted(name, reading.where("default_env")),
                    "looks like a secret and was not copied: put it into secrets, and name it in"
                        + " the step that needs it");
              } else {
                exports.add("export %s=%s".formatted(name, ShellWords.expanding(value)));
                findings.changed(
                    "default_env %s%s".formatted(name, reading.where("default_env")),
                    "is set in the commands of steps; others do not have it");
              }
            });
    if (plugins.contains("rbenv")) {
      String root = reading.value("rbenv_path").asText("$HOME/.rbenv");
      exports.add("export RBENV_ROOT=%s".formatted(ShellWords.expanding(root)));
      String version = reading.value("rbenv_ruby").asText("");
      if (!version.isEmpty()) {
        exports.add("export RBENV_VERSION=%s".formatted(ShellWords.quoted(version)));
      }
      exports.add("export PATH=\"$RBENV_ROOT/shims:$RBENV_ROOT/bin:$PATH\"");
      findings.changed("capistrano/rbenv", "its variables are set in the commands of steps");
    }
    return exports;
  }

  static boolean secret(String name) {
    return name.matches(".*(PASS|SECRET|TOKEN|CREDENTIAL|PRIVATE|API_?KEY|DATABASE_URL|_KEY$).*");
  }

  private static String words(JsonNode value) {
    if (!value.isArray()) {
      return value.asText("");
    }
    List<String> words = new ArrayList<>();
    value.forEach(word -> words.add(word.asText()));
    return String.join(":", words);
  }
}
