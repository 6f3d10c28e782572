package io.slipway.starter.capistrano;

import com.fasterxml.jackson.databind.JsonNode;
import io.slipway.starter.config.FileFaultsException;
import io.slipway.starter.config.SlipwayFile;
import io.slipway.starter.config.YamlText;
import io.slipway.starter.output.TakenOver;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** A slipway.yml made of a Capistrano project, with a report of what became of each thing. */
public final class Takeover {
  private static final String AFTER_SWITCH =
      "write what it does as the command steps.restart, which runs on each host after its switch";

  /** Settings that mean nothing here, with the reason. */
  private static final Map<String, String> NEEDLESS = new LinkedHashMap<>();

  static {
    String watching = "output is chosen when watching: --quiet, --verbose, --output json";
    for (String name : List.of("format", "format_options", "log_level", "pty", "sshkit_backend")) {
      NEEDLESS.put(name, watching);
    }
    String git = "Slipway fetches in its own way, with retries";
    for (String name :
        List.of(
            "scm",
            "git_shallow_clone",
            "git_wrapper_path",
            "git_environmental_variables",
            "git_max_concurrent_connections",
            "git_wait_interval")) {
      NEEDLESS.put(name, git);
    }
    for (String name : List.of("stage", "tmp_dir", "local_user", "print_config_variables")) {
      NEEDLESS.put(name, "nothing depends on it");
    }
  }

  /** Settings that this makes use of here or in {@link PluginSteps} and {@link StageHosts}. */
  private static final Set<String> USED =
      Set.of(
          "application",
          "repo_url",
          "branch",
          "deploy_to",
          "keep_releases",
          "repo_tree",
          "linked_files",
          "linked_dirs",
          "git_verify_commit",
          "git_http_username",
          "git_http_password",
          "ssh_options",
          "default_env",
          "rails_env",
          "migration_role",
          "conditionally_migrate",
          "bundle_without",
          "rbenv_path",
          "rbenv_ruby",
          "rbenv_type",
          "rbenv_prefix",
          "rbenv_map_bins",
          "rbenv_roles");

  /** Plugins whose work is done by Slipway itself, or by {@link PluginSteps}. */
  private static final Set<String> PLUGINS =
      Set.of(
          "setup",
          "deploy",
          "scm/git",
          "bundler",
          "rails",
          "rails/assets",
          "rails/migrations",
          "rbenv",
          "passenger");

  private final CapistranoProject project;
  private final boolean evaluated;
  private final Map<String, StageReading> stages = new LinkedHashMap<>();
  private final Findings findings = new Findings();
  private final String text;

  private Takeover(CapistranoProject project, StageReader reader, boolean evaluated) {
    this.project = project;
    this.evaluated = evaluated;
    project.stages().forEach(stage -> stages.put(stage, reader.read(project, stage)));
    this.text = write();
    remarks();
  }

  /**
   * Reads a project.
   *
   * @param ruby whether Ruby may evaluate its files, where there is one
   * @throws io.slipway.starter.output.ProblemException when there is none, or it cannot be read
   */
  public static Takeover of(Path folder, boolean ruby) {
    CapistranoProject project = CapistranoProject.at(folder);
    boolean evaluated = ruby && RubyReader.there();
    return new Takeover(project, evaluated ? new RubyReader() : new PlainReader(), evaluated);
  }

  /** The file's text. */
  public String text() {
    return text;
  }

  /** What was done. */
  public TakenOver report(Path file) {
    try {
      SlipwayFile.parse(file, text);
    } catch (FileFaultsException e) {
      e.faults()
          .forEach(
              fault ->
                  findings.byHand(
                      "%s of %s".formatted(fault.key(), file),
                      "%s. %s".formatted(fault.problem(), fault.remedy())));
    }
    return new TakenOver(
        file.toString(),
        project.folder().toString(),
        common("application").asText("app"),
        evaluated,
        project.stages(),
        findings.all());
  }

  private String write() {
    List<String> lines = new ArrayList<>();
    lines.add("# yaml-language-server: $schema=slipway.schema.json");
    lines.add(
        "# Written by: slipway init --from-capistrano. Every key: docs/reference/slipway-yml.md");
    lines.add("");
    lines.add("application: " + YamlText.plain(required("application", "app")));
    lines.add("repository: " + YamlText.plain(repository()));
    if (anyStage(r -> r.value("ssh_options").path("forward_agent").asBoolean())) {
      lines.add("delivery: push");
      findings.changed(
          "ssh option forward_agent",
          "delivery: push; no agent is ever forwarded, so the worker fetches and sends each host an"
              + " archive");
    }
    each("deploy_to", "deploy_to", lines);
    each("keep_releases", "keep_releases", lines);
    each("repo_tree", "subdirectory", lines);
    each("git_verify_commit", "verify_commit", lines);
    linked("linked_dirs", lines);
    linked("linked_files", lines);
    Map<String, Map<String, List<String>>> steps = steps();
    boolean same = Set.copyOf(steps.values()).size() == 1;
    if (same) {
      steps(steps.values().iterator().next(), "", lines);
    }
    lines.add("");
    lines.add("stages:");
    stages.forEach(
        (stage, reading) ->
            stage(stage, reading, same ? Map.of() : steps.getOrDefault(stage, Map.of()), lines));
    return String.join("\n", lines) + "\n";
  }

  private void stage(
      String stage, StageReading reading, Map<String, List<String>> steps, List<String> lines) {
    StageHosts hosts = new StageHosts(stage, reading, findings);
    lines.add("  %s:".formatted(YamlText.plain(stage)));
    lines.add("    ssh: " + hosts.ssh());
    own("deploy_to", "deploy_to", reading, lines);
    own("keep_releases", "keep_releases", reading, lines);
    own("git_verify_commit", "verify_commit", reading, lines);
    steps(steps, "    ", lines);
    lines.add("    # All hosts switch at once, as with Capistrano. One first, then the others:");
    lines.add("    # rollout: {batches: [1, 25%, 100%], bake: 1m}");
    lines.add("    hosts:");
    hosts.lines().forEach(line -> lines.add("      " + line));
  }

  private static void steps(Map<String, List<String>> steps, String indent, List<String> lines) {
    if (!steps.isEmpty()) {
      lines.add(indent + "steps:");
      steps.forEach(
          (name, step) -> {
            lines.add("%s  %s:".formatted(indent, name));
            step.forEach(line -> lines.add("%s    %s".formatted(indent, line)));
          });
    }
  }

  private Map<String, Map<String, List<String>>> steps() {
    Map<String, Map<String, List<String>>> steps = new LinkedHashMap<>();
    stages.forEach(
        (stage, reading) ->
            steps.put(
                stage,
                new PluginSteps(
                        project.plugins(),
                        stage,
                        reading,
                        new StageHosts(stage, reading, findings).roles(),
                        findings)
                    .lines()));
    return steps;
  }

  private boolean anyStage(Predicate<StageReading> test) {
    return stages.values().stream().anyMatch(test);
  }

  private Set<JsonNode> values(String setting) {
    return stages.values().stream()
        .map(reading -> reading.value(setting))
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /** A setting's value in the first stage. */
  private JsonNode common(String setting) {
    return values(setting).iterator().next();
  }

  private String required(String setting, String otherwise) {
    String value = common(setting).asText("");
    if (value.isEmpty()) {
      findings.byHand(
          setting, "was not found; the file has '%s' in its place".formatted(otherwise));
      return otherwise;
    }
    if (values(setting).size() > 1) {
      findings.byHand(
          setting, "differs from stage to stage, which one file cannot say: write one for each");
    } else {
      findings.taken(setting + first().where(setting), "as it is");
    }
    return value;
  }

  private String repository() {
    String url = required("repo_url", "git@git.example.com:app.git");
    String bare = url.replaceFirst("^([a-z+]+://)[^/@]*:[^/@]*@", "$1");
    if (!bare.equals(url) || !common("git_http_password").isMissingNode()) {
      findings.byHand(
          "the password of repo_url",
          "was not copied: use a deploy key, or a credential helper of git where it is fetched");
    }
    return bare;
  }

  private StageReading first() {
    return stages.values().iterator().next();
  }

  /** A setting that all stages have in common, and that stages may have themselves. */
  private void each(String setting, String key, List<String> lines) {
    if (values(setting).size() == 1 && !common(setting).isMissingNode()) {
      line(setting, key, first(), "", lines);
    } else if (values(setting).size() > 1 && setting.equals("repo_tree")) {
      findings.byHand(setting, "differs from stage to stage, which one file cannot say");
    }
  }

  private void own(String setting, String key, StageReading reading, List<String> lines) {
    if (values(setting).size() > 1 && !reading.value(setting).isMissingNode()) {
      line(setting, key, reading, "    ", lines);
    }
  }

  private void line(
      String setting, String key, StageReading reading, String indent, List<String> lines) {
    JsonNode value = reading.value(setting);
    lines.add(
        "%s%s: %s"
            .formatted(
                indent, key, value.isTextual() ? YamlText.plain(value.asText()) : value.asText()));
    findings.taken(setting + reading.where(setting), value.asText());
  }

  private void linked(String setting, List<String> lines) {
    Set<String> all = new LinkedHashSet<>();
    stages.values().forEach(r -> r.value(setting).forEach(path -> all.add(path.asText())));
    if (setting.equals("linked_dirs")
        && project.plugins().stream()
            .anyMatch(p -> p.equals("rails") || p.equals("rails/assets"))) {
      all.add("public/" + first().value("assets_prefix").asText("assets"));
    }
    if (all.isEmpty()) {
      return;
    }
    lines.add("%s: %s".formatted(setting, YamlText.list(List.copyOf(all))));
    if (values(setting).size() > 1) {
      findings.changed(setting, "stages differ; the file has those of all");
    } else {
      findings.taken(setting + first().where(setting), String.join(", ", all));
    }
  }

  /** What has no place in the file. */
  private void remarks() {
    stages.forEach(
        (stage, reading) -> {
          reading.notes().forEach(this::note);
          reading.hooks().forEach(this::hook);
          reading.settings().keySet().forEach(name -> leftOver(name, reading));
        });
    String branch = common("branch").asText("");
    if (!branch.isEmpty()) {
      findings.changed(
          "branch" + first().where("branch"),
          "which code goes live is always said: slipway deploy STAGE --revision " + branch);
    }
    project.plugins().stream()
        .filter(plugin -> !PLUGINS.contains(plugin))
        .forEach(
            plugin ->
                findings.byHand(
                    "capistrano/%s (Capfile)".formatted(plugin),
                    "write what it does as a command in steps.build or steps.restart"));
  }

  private void note(String note) {
    int end = note.indexOf(": ");
    findings.byHand(
        end < 0 ? "files" : note.substring(0, end), note.substring(end < 0 ? 0 : end + 2));
  }

  private void leftOver(String name, StageReading reading) {
    if (USED.contains(name)) {
      return;
    }
    String needless = NEEDLESS.get(name);
    if (needless != null) {
      if (reading.lines().containsKey(name)) {
        findings.leftOut(name + reading.where(name), needless);
      }
      return;
    }
    findings.byHand(
        name + reading.where(name), "is known to tasks of your own only; see where they use it");
  }

  private void hook(StageReading.Hook hook) {
    findings.byHand(
        "%s %s: %s (%s)".formatted(hook.time(), hook.task(), hook.does(), hook.at()),
        stepFor(hook.time(), hook.task()));
  }

  private static String stepFor(String time, String task) {
    return switch (task.replaceFirst("^deploy:", "")) {
      case "publishing", "symlink:release" ->
          time.equals("before")
              ? "write what it does as the command steps.before_switch, which runs on each host"
                  + " right before its switch"
              : AFTER_SWITCH;
      case "published", "finishing", "restart" -> AFTER_SWITCH;
      case "updating", "updated", "new_release_path", "symlink:shared", "symlink:linked_dirs" ->
          "write what it does as the command steps.build, which runs in the new release";
      case "migrate" -> "write what it does into the command steps.migrate";
      case "starting", "started", "check" ->
          "there is no step before a release is there; do it before slipway deploy, or in"
              + " steps.build";
      case "finished", "log_revision", "cleanup" ->
          "write what it does as the command steps.finished, which runs when all hosts serve the"
              + " release and are cleaned up";
      case "failed" -> "have somebody told of failures, by notifications";
      default ->
          "see which of steps.build, migrate, before_switch, restart and finished is the place for"
              + " what it does";
    };
  }
}
