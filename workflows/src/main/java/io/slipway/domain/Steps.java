package io.slipway.domain;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The user's own commands of a deploy; null where there is none.
 *
 * @param beforeSwitch on hosts right before the switch of each, on the worker before the first
 * @param finished when all hosts of the run serve the release and are cleaned up
 * @param once what runs on one host only of those that play a role; empty when nothing does
 */
public record Steps(
    @Nullable Step build,
    @Nullable Step migrate,
    @Nullable Step restart,
    @Nullable Hook beforeSwitch,
    @Nullable Hook finished,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Once> once) {
  public static final Steps NONE = new Steps(null, null, null);

  public Steps {
    once = once == null ? List.of() : List.copyOf(once);
  }

  /** Commands that all of their hosts run, and none before a switch or at the end. */
  public Steps(@Nullable Step build, @Nullable Step migrate, @Nullable Step restart) {
    this(build, migrate, restart, null, null, List.of());
  }

  public Steps withoutMigration() {
    return new Steps(build, null, restart, beforeSwitch, finished, once);
  }

  /** Those of each host's own switch alone. */
  public Steps withoutHooks() {
    return new Steps(build, migrate, restart, null, null, once);
  }

  /** The same, where it is known which host runs what runs once. */
  public Steps with(List<Once> decided) {
    return new Steps(build, migrate, restart, beforeSwitch, finished, decided);
  }

  /** What hosts run before they switch; null when they run nothing. */
  public @Nullable Step beforeEach() {
    return beforeSwitch == null ? null : beforeSwitch.hosts();
  }

  /** What hosts run at the end; null when they run nothing. */
  public @Nullable Step afterAll() {
    return finished == null ? null : finished.hosts();
  }

  /**
   * Whether a host runs a step that is no migration; of one that runs once, whether it is the host
   * that does.
   */
  public boolean runs(@Nullable Step step, Host host) {
    return step != null
        && step.runsOn(host)
        && (!step.once() || once.stream().anyMatch(o -> o.isOf(step.on()) && o.is(host)));
  }

  /** The groups of hosts for which a host runs what runs once, as commands read them. */
  public List<String> onceFor(Host host) {
    return once.stream().filter(o -> o.is(host)).map(Once::group).toList();
  }

  /** The command by which the worker builds for all; null where hosts build, or nobody does. */
  public @Nullable WorkerCommand builder() {
    return build == null ? null : build.workerCommand();
  }

  /** All that the worker runs around the switch and at the end, in order. */
  public List<WorkerCommand> ofWorker() {
    return Stream.of(beforeSwitch, finished)
        .flatMap(hook -> hook == null ? Stream.of() : hook.worker().stream())
        .toList();
  }
}
