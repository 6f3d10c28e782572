package io.slipway.starter.output;

import io.slipway.contract.Colors;
import io.slipway.contract.ForeignRelease;
import io.slipway.contract.HostFailure;
import io.slipway.contract.Openness;
import io.slipway.contract.RunKind;
import io.slipway.domain.ApplicationName;
import io.slipway.domain.HostName;
import io.slipway.domain.ReleaseId;
import io.slipway.domain.Revision;
import io.slipway.domain.StageName;
import io.slipway.rollout.Durations;
import io.slipway.rollout.Names;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a deploy or rollback would do. Nothing has been changed.
 *
 * @param ref what was asked for; for a rollback a release, or nothing
 * @param revision what the ref names now, or what is in the release; null when that is not known
 * @param release where the release would be, or is; a new one's name is the time of the deploy.
 *     Null when there is none to roll back to
 * @param batches in which hosts are switched, in order
 * @param bake pause after each batch but the last
 * @param secrets which of them would go where; null when there are none, and for a rollback
 * @param notifications who would be told
 * @param faults why it would fail or be refused, in whole sentences
 * @param planHash names the target with the commit, as approvals do; null for a rollback, and while
 *     the commit is not known
 * @param windows whether deploys may be done now, by the windows of the stage's file and by
 *     freezes; null when it has none, and for a rollback
 * @param colors the halves of the stage, which of them is live and which would be worked on; null
 *     where it is in none, and where that is not known
 * @param closing what a deploy that begins now must know of the next time that its stage closes;
 *     null when there is nothing
 */
public record Planned(
    ApplicationName application,
    StageName stage,
    RunKind kind,
    String ref,
    @Nullable Revision revision,
    @Nullable String release,
    List<PhasePlan> phases,
    List<List<HostName>> batches,
    Duration bake,
    List<HostPlan> hosts,
    @Nullable SecretsPlan secrets,
    List<NotifierPlan> notifications,
    List<String> faults,
    @Nullable String planHash,
    @Nullable Openness windows,
    @Nullable Colors colors,
    @Nullable String closing)
    implements Message {
  private static final int BATCHES_TOLD = 20;

  public Planned {
    phases = List.copyOf(phases);
    batches = List.copyOf(batches);
    hosts = List.copyOf(hosts);
    notifications = List.copyOf(notifications);
    faults = List.copyOf(faults);
  }

  /**
   * @param name {@code prepare}, {@code migrate}, {@code activate} or {@code finish}
   */
  public record PhasePlan(String name, List<StepPlan> steps) {}

  /**
   * @param does what it does, in words
   * @param hosts on which; null for all of the deploy
   */
  public record StepPlan(String step, String does, @Nullable List<HostName> hosts) {}

  /**
   * @param live what the host serves now
   * @param revision what is in that release, as far as the host knows
   * @param removes old releases that cleaning up would remove
   * @param failure why the host could not be asked
   * @param foreign what the host serves that another tool has made; null when there is none
   */
  public record HostPlan(
      HostName host,
      @Nullable ReleaseId live,
      @Nullable Revision revision,
      List<ReleaseId> removes,
      @Nullable HostFailure failure,
      @Nullable ForeignRelease foreign) {}

  @Override
  public String type() {
    return "plan";
  }

  @Override
  public void write(Page page) {
    Paint paint = page.paint();
    page.line(
        paint.bold(
            "%s %s of %s, %s"
                .formatted(subject(), stage, application, RunWords.hosts(hosts.size()))));
    if (revision != null) {
      page.line("%s is %s".formatted(kind == RunKind.ROLLBACK ? "It" : ref, revision));
    }
    if (release != null) {
      page.line("Release: " + release);
    }
    if (colors != null) {
      page.line(halves(colors));
    }
    phases.forEach(p -> phase(page, p));
    if (secrets != null) {
      secrets.write(page);
    }
    NotifierPlan.write(notifications, page);
    page.line("");
    hosts(page);
    page.line("");
    if (planHash != null) {
      page.line("Plan: " + planHash);
    }
    if (windows != null) {
      String sentence = Printable.of(windows.sentence());
      page.line(
          windows.open()
              ? "Windows: " + sentence
              : paint.yellow("It would be refused now. " + sentence));
    }
    if (closing != null) {
      page.line(paint.yellow(Printable.of(closing)));
    }
    if (faults.isEmpty()) {
      page.line(paint.green("Nothing is in the way. Nothing has been changed."));
    } else {
      faults.forEach(f -> page.line(paint.red(Printable.of(f))));
      page.line(paint.bold("The %s would fail. Nothing has been changed.".formatted(noun())));
    }
  }

  private String halves(Colors halves) {
    String work = kind == RunKind.ROLLBACK ? "Goes back on" : "Deploys to";
    int changed = batches.stream().mapToInt(List::size).sum();
    return "%s %s (%s), then moves visitors %s."
        .formatted(
            work,
            halves.idle().word(),
            RunWords.hosts(changed),
            halves.live() == null ? "there" : "from " + halves.live().word());
  }

  private String subject() {
    return kind == RunKind.ROLLBACK ? "Rollback of" : "Deploy of %s to".formatted(ref);
  }

  private String noun() {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  private void phase(Page page, PhasePlan phase) {
    page.line("");
    page.line(page.paint().bold(phase.name()));
    if (phase.name().equals("activate")) {
      batches(page);
    }
    for (StepPlan step : phase.steps()) {
      String on = step.hosts() == null ? "" : on(step.hosts());
      page.line(Printable.of("  %-9s %s%s".formatted(step.step(), step.does(), on)));
    }
  }

  private static String on(List<HostName> hosts) {
    return hosts.isEmpty() ? " (on no host)" : " (on %s)".formatted(Names.of(hosts));
  }

  private void batches(Page page) {
    for (int i = 0; i < Math.min(batches.size(), BATCHES_TOLD); i++) {
      List<HostName> batch = batches.get(i);
      page.line(
          "  batch %d of %d, %s: %s"
              .formatted(i + 1, batches.size(), RunWords.hosts(batch.size()), Names.of(batch)));
    }
    if (batches.size() > BATCHES_TOLD) {
      page.line("  ... and %d more batches".formatted(batches.size() - BATCHES_TOLD));
    }
    if (bake.isPositive() && batches.size() > 1) {
      page.line("  %s pause after each batch but the last".formatted(Durations.words(bake)));
    }
  }

  private record Alike(String serves, @Nullable Revision revision, List<ReleaseId> removes) {}

  /** Hosts that are alike share a row: what sticks out is what matters. */
  private void hosts(Page page) {
    Map<Alike, List<HostName>> groups =
        hosts.stream()
            .filter(h -> h.failure() == null)
            .collect(
                Collectors.groupingBy(
                    h ->
                        new Alike(
                            RunWords.serving(h.live(), h.foreign()), h.revision(), h.removes()),
                    LinkedHashMap::new,
                    Collectors.mapping(HostPlan::host, Collectors.toList())));
    Table table = new Table("HOSTS", "SERVE NOW", "REVISION", "CLEAN-UP REMOVES");
    groups.entrySet().stream()
        .limit(HostTable.ALL)
        .forEach(
            g ->
                table.row(
                    Names.of(g.getValue()),
                    g.getKey().serves(),
                    RunWords.revision(g.getKey().revision()),
                    removes(g.getKey().removes())));
    page.table(table);
    if (groups.size() > HostTable.ALL) {
      page.line("... and %d more groups of hosts".formatted(groups.size() - HostTable.ALL));
    }
  }

  private static String removes(List<ReleaseId> ids) {
    return ids.isEmpty()
        ? "-"
        : ids.stream().map(ReleaseId::value).collect(Collectors.joining(", "));
  }
}
