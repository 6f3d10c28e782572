package io.slipway.contract;

import io.slipway.domain.HostName;
import io.slipway.domain.ReleaseId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a phase did on a host.
 *
 * @param live the release that {@code current} names after the phase; null when there is none
 * @param previous the release that the host served before this run, from its journal; null when it
 *     served none, or where the phase does not know
 * @param releases filled by inspect only: the releases on the host, oldest first
 * @param warnings what went wrong without failing the phase
 * @param facts filled by observe only
 * @param committedAt filled by prepare only: when the commit was made, as git tells it
 * @param received filled by receive only
 * @param foreign releases that other tools have made: the live one, and after it, by inspect only,
 *     the newest of the others, oldest first
 * @param built filled by pack only: what the host has built for all
 */
public record HostReport(
    HostName host,
    List<StepReport> steps,
    @Nullable ReleaseId live,
    @Nullable ReleaseId previous,
    List<ReleaseInfo> releases,
    List<String> warnings,
    @Nullable HostFacts facts,
    @Nullable Instant committedAt,
    @Nullable Received received,
    List<ForeignRelease> foreign,
    @Nullable Built built) {
  public HostReport {
    steps = steps == null ? List.of() : List.copyOf(steps);
    releases = releases == null ? List.of() : List.copyOf(releases);
    warnings = warnings == null ? List.of() : List.copyOf(warnings);
    foreign = foreign == null ? List.of() : List.copyOf(foreign);
  }

  public HostReport(
      HostName host,
      List<StepReport> steps,
      @Nullable ReleaseId live,
      @Nullable ReleaseId previous,
      List<ReleaseInfo> releases,
      List<String> warnings) {
    this(host, steps, live, previous, releases, warnings, null, null, null, List.of(), null);
  }

  /** A look. */
  public HostReport(
      HostName host,
      List<StepReport> steps,
      @Nullable ReleaseId live,
      @Nullable ReleaseId previous,
      List<ReleaseInfo> releases,
      List<String> warnings,
      @Nullable HostFacts facts) {
    this(host, steps, live, previous, releases, warnings, facts, null, null, List.of(), null);
  }

  /** The same, of a commit that was made then. */
  public HostReport of(@Nullable Instant commit) {
    return new HostReport(
        host, steps, live, previous, releases, warnings, facts, commit, received, foreign, built);
  }

  /** The same, of a host that got it so. */
  public HostReport with(Received how) {
    return new HostReport(
        host, steps, live, previous, releases, warnings, facts, committedAt, how, foreign, built);
  }

  /** The same, of a host that has built this for all. */
  public HostReport having(@Nullable Built tree) {
    return new HostReport(
        host,
        steps,
        live,
        previous,
        releases,
        warnings,
        facts,
        committedAt,
        received,
        foreign,
        tree);
  }

  /** The same, after what an earlier part of the phase has told. */
  public HostReport after(HostReport earlier) {
    List<StepReport> both = new ArrayList<>(earlier.steps);
    both.addAll(steps);
    List<String> all = new ArrayList<>(earlier.warnings);
    all.addAll(warnings);
    return new HostReport(
        host, both, live, previous, releases, all, facts, committedAt, received, foreign, built);
  }

  /** The same, of a host with these releases of other tools. */
  public HostReport beside(List<ForeignRelease> others) {
    return new HostReport(
        host,
        steps,
        live,
        previous,
        releases,
        warnings,
        facts,
        committedAt,
        received,
        others,
        built);
  }

  /** What the host serves, whoever has made it, as people are told; empty for nothing. */
  public Optional<String> serving() {
    return live == null ? foreignLive().map(ForeignRelease::words) : Optional.of(live.value());
  }

  /** What the host serves that another tool has made. */
  public Optional<ForeignRelease> foreignLive() {
    return foreign.stream().filter(ForeignRelease::live).findFirst();
  }
}
