package io.slipway.starter.output;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a look at an installation has found. */
public record Diagnosis(List<Finding> findings) implements Message {
  public Diagnosis {
    findings = List.copyOf(findings);
  }

  /** How much a finding matters. */
  public enum Level {
    OK,
    /** Deploys go on, but somebody should look. */
    WARNING,
    /** Deploys cannot be had, or stand still. */
    BAD
  }

  /**
   * One thing that was looked at.
   *
   * @param found in words, without a full stop
   * @param remedy what to do now, a sentence; null when there is nothing to do
   */
  public record Finding(String subject, Level level, String found, @Nullable String remedy) {

    public static Finding ok(String subject, String found) {
      return new Finding(subject, Level.OK, found, null);
    }

    public static Finding warning(String subject, String found, String remedy) {
      return new Finding(subject, Level.WARNING, found, remedy);
    }

    public static Finding bad(String subject, String found, String remedy) {
      return new Finding(subject, Level.BAD, found, remedy);
    }
  }

  /** Whether nothing stands in the way of deploys. */
  public boolean sound() {
    return count(Level.BAD) == 0;
  }

  private long count(Level level) {
    return findings.stream().filter(f -> f.level() == level).count();
  }

  @Override
  public String type() {
    return "diagnosis";
  }

  @Override
  public void write(Page page) {
    Table table = new Table("WHAT", "STATE", "FOUND");
    for (Finding finding : findings) {
      table.row(
          finding.subject(), finding.level().name().toLowerCase(Locale.ROOT), finding.found());
    }
    page.table(table);
    for (Finding finding : findings) {
      if (finding.remedy() != null) {
        String line =
            Printable.of(
                "%s: %s. %s".formatted(finding.subject(), finding.found(), finding.remedy()));
        page.line(
            finding.level() == Level.BAD ? page.paint().red(line) : page.paint().yellow(line));
      }
    }
    page.line(page.paint().bold(sentence()));
  }

  private String sentence() {
    long bad = count(Level.BAD);
    long warnings = count(Level.WARNING);
    String more =
        warnings == 0 ? "" : " %d %s.".formatted(warnings, warnings == 1 ? "warning" : "warnings");
    return (bad == 0
            ? "Nothing stands in the way of deploys."
            : "%d of %d things that were looked at stand in the way of deploys."
                .formatted(bad, findings.size()))
        + more;
  }
}
