package io.slipway.starter.config;

import io.slipway.domain.Secret;
import io.slipway.domain.SecretFileFormat;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What must fit together about a stage's secrets: names, files, and who gets what. */
final class SecretChecks {
  private final StageDraft stage;
  private final Faults faults;
  private final Map<String, Chosen<String>> secrets;
  private final List<Chosen<SecretFileSpec>> files;

  private SecretChecks(StageDraft stage, Faults faults) {
    this.stage = stage;
    this.faults = faults;
    this.secrets = stage.secrets();
    this.files = stage.secretFiles();
  }

  static void run(StageDraft stage, Faults faults) {
    SecretChecks checks = new SecretChecks(stage, faults);
    checks.names();
    checks.uses();
    checks.paths();
    checks.files.forEach(checks::template);
  }

  private Stream<Chosen<String>> used() {
    return Stream.concat(
        stage.secretsOfSteps(),
        files.stream()
            .filter(f -> f.value().secrets() != null)
            .flatMap(
                f ->
                    Chosen.items(
                        new Chosen<>(
                            Objects.requireNonNull(f.value().secrets()), f.path().key("secrets")))
                        .stream()));
  }

  private void names() {
    if (secrets.containsKey(Secret.ALL)) {
      return;
    }
    used()
        .filter(used -> !secrets.containsKey(used.value()))
        .forEach(
            used ->
                faults.add(
                    used.path(),
                    "stage %s has no secret %s".formatted(stage.name(), used.value()),
                    Suggestion.nearest(used.value(), secrets.keySet())
                        .map("Did you mean %s?"::formatted)
                        .orElse("Say under secrets where it is kept.")));
    files.stream()
        .filter(f -> secrets.isEmpty() && f.value().secrets() == null)
        .forEach(
            f ->
                faults.add(
                    f.path(),
                    "stage %s has no secrets to write".formatted(stage.name()),
                    "Say under secrets where they are kept, or remove the file."));
  }

  /** What nobody gets would be read in vain, and is most likely forgotten somewhere. */
  private void uses() {
    if (files.stream().anyMatch(f -> f.value().secrets() == null)) {
      return;
    }
    Set<String> used = new HashSet<>(used().map(Chosen::value).toList());
    secrets.forEach(
        (name, ref) -> {
          if (!name.equals(Secret.ALL) && !used.contains(name)) {
            faults.add(
                ref.path(),
                "no file and no step of stage %s gets it".formatted(stage.name()),
                "Write it to a file, such as secret_files: [.env], or name it in a step's"
                    + " secrets.");
          }
        });
  }

  private void paths() {
    Map<String, KeyPath> taken = new LinkedHashMap<>();
    linked(stage.file().linkedDirs(), "linked_dirs", taken);
    linked(stage.file().linkedFiles(), "linked_files", taken);
    for (Chosen<SecretFileSpec> file : files) {
      String path = file.value().path();
      if (path == null) {
        continue;
      }
      taken.keySet().stream()
          .filter(other -> FileChecks.overlap(other, path))
          .findFirst()
          .ifPresent(
              other ->
                  faults.add(
                      file.path(),
                      "%s overlaps with %s".formatted(path, taken.get(other)),
                      "Give it a path of its own: it is a part of the release and is linked"
                          + " nowhere."));
      taken.putIfAbsent(path, file.path());
    }
  }

  private static void linked(
      @Nullable List<@Nullable String> paths, String key, Map<String, KeyPath> taken) {
    if (paths != null) {
      Chosen.items(new Chosen<>(paths, KeyPath.of(key)))
          .forEach(linked -> taken.put(linked.value(), linked.path()));
    }
  }

  private void template(Chosen<SecretFileSpec> file) {
    boolean template = file.value().chosenFormat() == SecretFileFormat.TEMPLATE;
    if (template && file.value().template() == null) {
      faults.add(
          file.path(),
          "has format template, and no template",
          "Add template: the file of the repository that is to be filled in.");
    } else if (!template && file.value().template() != null) {
      faults.add(
          file.path().key("format"),
          "has another format than its template",
          "Keep one of format and template.");
    }
  }
}
