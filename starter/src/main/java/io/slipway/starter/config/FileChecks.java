package io.slipway.starter.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What must fit together at the top of the file. */
final class FileChecks {
  private final FileSpec file;
  private final Faults faults;

  private FileChecks(FileSpec file, Faults faults) {
    this.file = file;
    this.faults = faults;
  }

  /** The stages that can be looked at, after the top of the file has been. */
  static List<StageDraft> run(FileSpec file, Faults faults) {
    FileChecks checks = new FileChecks(file, faults);
    checks.linkedPaths();
    List<StageDraft> stages = checks.stages();
    checks.directories(stages);
    checks.statuses(stages);
    checks.migrations(stages);
    BuildChecks.run(stages, faults);
    DeliveryChecks.run(file, stages, faults);
    ArtifactChecks.run(file, stages, faults);
    return stages;
  }

  private List<StageDraft> stages() {
    Map<String, @Nullable StageSpec> specs =
        Objects.requireNonNullElse(file.stages(), Map.<String, @Nullable StageSpec>of());
    if (file.stages() != null && specs.isEmpty() && faults.none()) {
      faults.add(KeyPath.of("stages"), "holds no stage", "Describe at least one.");
    }
    List<StageDraft> stages = new ArrayList<>();
    specs.forEach(
        (name, spec) -> {
          if (spec != null) {
            stages.add(new StageDraft(name, file, spec));
          }
        });
    return stages;
  }

  /** Each link would lie in, or replace, what the other link shows. */
  private void linkedPaths() {
    Map<String, KeyPath> seen = new LinkedHashMap<>();
    Stream.concat(
            paths(file.linkedDirs(), KeyPath.of("linked_dirs")),
            paths(file.linkedFiles(), KeyPath.of("linked_files")))
        .forEach(
            linked -> {
              seen.keySet().stream()
                  .filter(other -> overlap(other, linked.value()))
                  .findFirst()
                  .ifPresent(
                      other ->
                          faults.add(
                              linked.path(),
                              "%s overlaps with %s, which is linked too"
                                  .formatted(linked.value(), other),
                              "Keep the outer one only."));
              seen.putIfAbsent(linked.value(), linked.path());
            });
  }

  private static Stream<Chosen<String>> paths(@Nullable List<@Nullable String> paths, KeyPath key) {
    return paths == null ? Stream.of() : Chosen.items(new Chosen<>(paths, key)).stream();
  }

  static boolean overlap(String one, String other) {
    return (one + "/").startsWith(other + "/") || (other + "/").startsWith(one + "/");
  }

  private void directories(List<StageDraft> stages) {
    KeyPath general = KeyPath.of("deploy_to");
    if (faults.has(general)) {
      return;
    }
    List<StageDraft> without =
        stages.stream().filter(s -> !faults.has(s.path().key("deploy_to"))).toList();
    boolean all = without.size() == stages.size();
    without.stream()
        .map(s -> all ? general : s.path().key("deploy_to"))
        .distinct()
        .forEach(
            path ->
                faults.add(
                    path,
                    "is missing",
                    "Say which directory of the hosts is the application's, such as /srv/shop."));
  }

  private void statuses(List<StageDraft> stages) {
    Stream.concat(
            Stream.ofNullable(file.health()).map(h -> new Chosen<>(h, KeyPath.of("health"))),
            stages.stream()
                .filter(s -> s.spec().health() != null)
                .flatMap(s -> s.health().stream()))
        .filter(h -> h.value().expect() != null && !faults.has(h.path().key("http")))
        .forEach(
            h ->
                faults.add(
                    h.path().key("expect"),
                    "counts for http only",
                    "Remove it, or check over http."));
  }

  private void migrations(List<StageDraft> stages) {
    migration(file.steps(), KeyPath.of("steps", "migrate"));
    stages.forEach(s -> migration(s.spec().steps(), s.path().below("steps", "migrate")));
  }

  private void migration(@Nullable StepsSpec steps, KeyPath path) {
    MigrateSpec migrate = steps == null ? null : steps.migrate();
    if (migrate != null && migrate.undo() != null && Boolean.TRUE.equals(migrate.irreversible())) {
      faults.add(
          path.key("irreversible"),
          "says that nothing undoes the migration, and undo says what does",
          "Keep one of the two.");
    }
  }
}
