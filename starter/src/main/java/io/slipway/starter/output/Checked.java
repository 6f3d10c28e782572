package io.slipway.starter.output;

import io.slipway.contract.ForeignRelease;
import io.slipway.contract.HostFailure;
import io.slipway.domain.ApplicationName;
import io.slipway.domain.HostName;
import io.slipway.domain.ReleaseId;
import io.slipway.domain.Revision;
import io.slipway.domain.StageName;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Whether the hosts of a stage can be deployed to.
 *
 * @param ref the ref that was to be resolved, too; null for none
 * @param revision what it names; null when it could not be resolved
 * @param artifact where the archive of which this is the SHA-256 is; null for a commit
 * @param signers who may have signed it, one of whom has; null where no signature is asked for
 * @param source why it could not be resolved
 * @param secrets whether they can be had; null when the stage needs none
 * @param notifications who is told of its runs
 */
public record Checked(
    ApplicationName application,
    StageName stage,
    @Nullable String ref,
    @Nullable Revision revision,
    @Nullable String artifact,
    @Nullable String signers,
    @Nullable HostFailure source,
    List<HostCheck> hosts,
    @Nullable SecretsCheck secrets,
    List<NotifierPlan> notifications)
    implements Message {
  public Checked {
    hosts = List.copyOf(hosts);
    notifications = List.copyOf(notifications);
  }

  /**
   * @param live what the host serves; null when that is nothing, or is not known
   * @param failure all that is wrong with the host; null when it is ready
   * @param balancer true for a part of the stage's balancer, which is no host of it; else null
   * @param foreign what the host serves that another tool has made; null when there is none
   */
  public record HostCheck(
      HostName host,
      boolean ready,
      @Nullable ReleaseId live,
      List<String> warnings,
      @Nullable HostFailure failure,
      @Nullable Boolean balancer,
      @Nullable ForeignRelease foreign) {}

  /** Whether nothing stands in the way of a deploy. */
  public boolean allReady() {
    return source == null && notReady() == 0 && (secrets == null || secrets.faults().isEmpty());
  }

  private long notReady() {
    return hosts.stream().filter(h -> !h.ready()).count();
  }

  private List<HostCheck> ownHosts() {
    return hosts.stream().filter(h -> h.balancer() == null).toList();
  }

  @Override
  public String type() {
    return "check";
  }

  @Override
  public void write(Page page) {
    Table table = new Table("HOST", "STATE", "LIVE", "NOTE");
    Told told = new Told(hosts.size());
    for (HostCheck host : hosts) {
      if (told.tells(!host.ready() || !host.warnings().isEmpty())) {
        table.row(
            host.host().value(),
            host.ready() ? "ready" : "not ready",
            RunWords.serving(host.live(), host.foreign()),
            String.join("; ", host.warnings()));
      }
    }
    page.table(table);
    told.rest().ifPresent(page::line);
    Told.failures(page, hosts.stream().map(HostCheck::failure).filter(this::ownFailure).toList());
    if (source != null) {
      page.line(page.paint().red(Printable.of(source.message())));
    } else if (revision != null) {
      page.line(
          artifact == null
              ? "%s is %s".formatted(ref, revision)
              : "%s is %s, with SHA-256 %s%s"
                  .formatted(
                      ref,
                      Printable.of(artifact),
                      revision,
                      signers == null ? "" : ", signed by " + Printable.of(signers)));
    }
    if (secrets != null) {
      secrets.write(page, stage);
    }
    NotifierPlan.write(notifications, page);
    takeover(page);
    page.line(page.paint().bold(sentence() + (secrets == null ? "" : " " + secrets.sentence())));
  }

  private void takeover(Page page) {
    List<HostCheck> others = hosts.stream().filter(h -> h.foreign() != null).toList();
    if (!others.isEmpty()) {
      String tools =
          others.stream()
              .flatMap(h -> Stream.ofNullable(h.foreign()))
              .map(f -> f.tool() == null ? "another tool" : f.tool())
              .distinct()
              .collect(Collectors.joining(" and "));
      page.line(
          "%s %s what %s has made. The first deploy takes that over as it is, and puts it back if it fails."
              .formatted(
                  RunWords.hosts(others.size()), others.size() == 1 ? "serves" : "serve", tools));
    }
  }

  private boolean ownFailure(@Nullable HostFailure failure) {
    return failure != null && (secrets == null || !secrets.tells(failure));
  }

  private String sentence() {
    List<HostCheck> own = ownHosts();
    long bad = own.stream().filter(h -> !h.ready()).count();
    if (bad == 0 && notReady() > 0) {
      return "%s cannot be deployed to: its balancer is not ready.".formatted(stage);
    }
    return bad == 0
        ? "%s of %s can be deployed to.".formatted(RunWords.hosts(own.size()), stage)
        : "%d of %s of %s cannot be deployed to.".formatted(bad, RunWords.hosts(own.size()), stage);
  }
}
