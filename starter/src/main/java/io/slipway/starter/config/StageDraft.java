package io.slipway.starter.config;

import io.slipway.domain.Delivery;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A stage with what it takes from the top of the file; nothing is checked or filled in yet. */
record StageDraft(String name, FileSpec file, StageSpec spec) {

  KeyPath path() {
    return KeyPath.of("stages", name);
  }

  Optional<Chosen<String>> deployTo() {
    return Chosen.of(spec.deployTo(), file.deployTo(), path(), "deploy_to");
  }

  /** Who fetches, said or not. */
  Delivery delivery() {
    return own(StageSpec::delivery, FileSpec::delivery)
        .orElse(file.artifact() == null ? Delivery.CLONE : Delivery.PUSH);
  }

  Optional<Chosen<HealthSpec>> health() {
    return Chosen.of(spec.health(), file.health(), path(), "health");
  }

  Optional<Chosen<ReadThroughSpec>> readThrough() {
    return Chosen.of(spec.verify(), file.verify(), path(), "verify")
        .flatMap(
            v ->
                Optional.ofNullable(v.value().readThrough())
                    .map(r -> new Chosen<>(r, v.path().key("read_through"))));
  }

  /** In the order in which they run. */
  List<Chosen<CommandSpec>> build() {
    return commands("build", StepsSpec::build);
  }

  Optional<Chosen<MigrateSpec>> migrate() {
    return step("migrate", StepsSpec::migrate);
  }

  /** In the order in which they run. */
  List<Chosen<CommandSpec>> restart() {
    return commands("restart", StepsSpec::restart);
  }

  /** In the order in which they run. */
  List<Chosen<CommandSpec>> beforeSwitch() {
    return commands("before_switch", StepsSpec::beforeSwitch);
  }

  /** In the order in which they run. */
  List<Chosen<CommandSpec>> finished() {
    return commands("finished", StepsSpec::finished);
  }

  /** What may run on the worker. */
  Stream<Chosen<CommandSpec>> hooks() {
    return Stream.concat(beforeSwitch().stream(), finished().stream());
  }

  private <T extends CommandSpec> List<Chosen<CommandSpec>> commands(
      String key, Function<StepsSpec, @Nullable List<@Nullable T>> commands) {
    return step(key, commands).map(Chosen::oneOrMany).orElse(List.of()).stream()
        .map(StageDraft::widened)
        .toList();
  }

  private static Chosen<CommandSpec> widened(Chosen<? extends CommandSpec> command) {
    return new Chosen<>(command.value(), command.path());
  }

  /** All commands but the migration. */
  private Stream<Chosen<CommandSpec>> commands() {
    return Stream.of(
            build().stream(),
            restart().stream(),
            hooks(),
            retire().stream().map(StageDraft::widened))
        .flatMap(Function.identity());
  }

  /** What retires the half of the stage that visitors have left. */
  Optional<Chosen<StepSpec>> retire() {
    RolloutSpec rollout = spec.rollout();
    return Optional.ofNullable(rollout == null ? null : rollout.blueGreen())
        .flatMap(
            halves ->
                Optional.ofNullable(halves.retire())
                    .map(
                        s -> new Chosen<>(s, path().below("rollout", "blue_green").key("retire"))));
  }

  private <T> Optional<Chosen<T>> step(String key, Function<StepsSpec, @Nullable T> step) {
    return Chosen.of(of(spec.steps(), step), of(file.steps(), step), path(), "steps", key);
  }

  /** The roles that steps run on and files are for, with their places. */
  Stream<Chosen<String>> roles() {
    return Stream.of(
            commands().map(s -> on(s.value().on(), s.path())),
            migrate().stream().map(s -> on(s.value().on(), s.path())),
            Stream.ofNullable(spec.traffic()).map(t -> on(t.on(), path().key("traffic"))),
            secretFiles().stream().map(f -> on(f.value().on(), f.path())))
        .flatMap(Function.identity())
        .flatMap(Optional::stream);
  }

  private static Optional<Chosen<String>> on(@Nullable String role, KeyPath step) {
    return Optional.ofNullable(role).map(r -> new Chosen<>(r, step.key("on")));
  }

  /** References by name, the stage's own over the file's, each with its place. */
  Map<String, Chosen<String>> secrets() {
    Map<String, Chosen<String>> all = new LinkedHashMap<>();
    put(file.secrets(), KeyPath.of("secrets"), all);
    put(spec.secrets(), path().key("secrets"), all);
    return all;
  }

  private static void put(
      @Nullable Map<String, @Nullable String> secrets,
      KeyPath path,
      Map<String, Chosen<String>> all) {
    Objects.requireNonNullElse(secrets, Map.<String, @Nullable String>of())
        .forEach((name, ref) -> all.put(name, new Chosen<>(String.valueOf(ref), path.key(name))));
  }

  /** The files of secrets, each with its place. */
  List<Chosen<SecretFileSpec>> secretFiles() {
    return Chosen.of(spec.secretFiles(), file.secretFiles(), path(), "secret_files")
        .map(Chosen::items)
        .orElse(List.of());
  }

  /** Who is told, each with its place. */
  List<Chosen<NotifierSpec>> notifications() {
    return Chosen.of(spec.notifications(), file.notifications(), path(), "notifications")
        .map(Chosen::items)
        .orElse(List.of());
  }

  /** The names of secrets that steps have, with their places. */
  Stream<Chosen<String>> secretsOfSteps() {
    return Stream.concat(
            commands().map(s -> secrets(s.value().secrets(), s.path())),
            migrate().stream().map(s -> secrets(s.value().secrets(), s.path())))
        .flatMap(Optional::stream)
        .flatMap(s -> Chosen.items(s).stream());
  }

  private static Optional<Chosen<List<@Nullable String>>> secrets(
      @Nullable List<@Nullable String> names, KeyPath step) {
    return Optional.ofNullable(names).map(n -> new Chosen<>(n, step.key("secrets")));
  }

  /** A key of the stage's ssh section, else of the file's. */
  <T> Optional<T> ssh(Function<SshSpec, @Nullable T> key) {
    @Nullable T own = of(spec.ssh(), key);
    return Optional.ofNullable(own == null ? of(file.ssh(), key) : own);
  }

  /** A key of the stage itself, else of the file. */
  <T> Optional<T> own(
      Function<StageSpec, @Nullable T> own, Function<FileSpec, @Nullable T> general) {
    @Nullable T value = own.apply(spec);
    return Optional.ofNullable(value == null ? general.apply(file) : value);
  }

  private static <S, T> @Nullable T of(@Nullable S section, Function<S, @Nullable T> key) {
    return section == null ? null : key.apply(Objects.requireNonNull(section));
  }
}
