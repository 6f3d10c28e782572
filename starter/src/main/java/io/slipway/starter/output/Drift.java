package io.slipway.starter.output;

import io.slipway.contract.Difference;
import io.slipway.contract.DriftReport;
import io.slipway.domain.ApplicationName;
import io.slipway.domain.ReleaseId;
import io.slipway.domain.Revision;
import io.slipway.domain.StageName;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * In what the hosts of a stage differ from what they should be.
 *
 * @param release what all should serve; null when nothing tells
 * @param revision its commit; null when that is not known
 * @param hosts how many were looked at
 * @param uncompared how many of these serve a release whose files cannot be compared
 */
public record Drift(
    ApplicationName application,
    StageName stage,
    @Nullable ReleaseId release,
    @Nullable Revision revision,
    int hosts,
    int uncompared,
    List<Difference> differences)
    implements Message {
  private static final int LISTED = 100;

  public Drift {
    differences = List.copyOf(differences);
  }

  public static Drift of(ApplicationName application, StageName stage, DriftReport report) {
    return new Drift(
        application,
        stage,
        report.release(),
        report.revision(),
        report.hosts(),
        report.uncompared(),
        report.differences());
  }

  @Override
  public String type() {
    return "drift";
  }

  @Override
  public void write(Page page) {
    if (!differences.isEmpty()) {
      page.table(table(differences.stream().limit(LISTED).toList()));
    }
    if (differences.size() > LISTED) {
      int left = differences.size() - LISTED;
      page.line("(%d more not listed; --output json lists all)".formatted(left));
    }
    if (uncompared > 0) {
      page.line(
          "%s of a release that Slipway did not make, or that is older than this: files not compared."
              .formatted(RunWords.hosts(uncompared)));
    }
    page.line(page.paint().bold(sentence()));
  }

  static Table table(List<Difference> differences) {
    Table table = new Table("HOST", "WHAT", "FOUND", "EXPECTED");
    for (Difference each : differences) {
      table.row(
          each.host().value(),
          each.kind().name().toLowerCase(Locale.ROOT).replace('_', ' '),
          each.found(),
          each.expected());
    }
    return table;
  }

  private String sentence() {
    if (differences.isEmpty()) {
      return release == null
          ? "No host of %s serves a release, and none should.".formatted(stage)
          : "%s of %s are as they should be: release %s."
              .formatted(RunWords.hosts(hosts), stage, release);
    }
    long odd = differences.stream().map(Difference::host).distinct().count();
    return "%s on %d of %s of %s."
        .formatted(RunWords.differences(differences.size()), odd, RunWords.hosts(hosts), stage);
  }
}
