package io.slipway.starter.config;

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

  Optional<Chosen<StepSpec>> build() {
    return step("build", StepsSpec::build);
  }

  Optional<Chosen<MigrateSpec>> migrate() {
    return step("migrate", StepsSpec::migrate);
  }

  Optional<Chosen<StepSpec>> restart() {
    return step("restart", StepsSpec::restart);
  }

  private <T> Optional<Chosen<T>> step(String key, Function<StepsSpec, @Nullable T> step) {
    return Chosen.of(of(spec.steps(), step), of(file.steps(), step), path(), "steps", key);
  }

  /** The roles that steps run on, with their places. */
  Stream<Chosen<String>> rolesOfSteps() {
    return Stream.of(
            build().flatMap(s -> on(s.value().on(), s.path())),
            migrate().flatMap(s -> on(s.value().on(), s.path())),
            restart().flatMap(s -> on(s.value().on(), s.path())))
        .flatMap(Optional::stream);
  }

  private static Optional<Chosen<String>> on(@Nullable String role, KeyPath step) {
    return Optional.ofNullable(role).map(r -> new Chosen<>(r, step.key("on")));
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
