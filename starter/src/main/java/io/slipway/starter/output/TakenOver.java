package io.slipway.starter.output;

import java.util.List;

/**
 * What became of another tool's settings, after a slipway.yml was made of them.
 *
 * @param file the slipway.yml
 * @param from the folder whose files were read
 * @param evaluated whether Ruby has evaluated them; else only plain lines were read
 * @param findings in the order of importance
 */
public record TakenOver(
    String file,
    String from,
    String application,
    boolean evaluated,
    List<String> stages,
    List<Finding> findings)
    implements Message {
  public TakenOver {
    stages = List.copyOf(stages);
    findings = List.copyOf(findings);
  }

  /** What became of one thing. */
  public enum Fate {
    /** Somebody has to see to it. */
    BY_HAND,
    /** It is there, but not as it was. */
    CHANGED,
    /** It is there as it was. */
    TAKEN,
    /** It is not needed any more. */
    LEFT_OUT
  }

  /**
   * @param what the setting, task or plugin, and where it stands
   * @param words what was made of it, or what is to be done
   */
  public record Finding(Fate fate, String what, String words) {}

  @Override
  public String type() {
    return "taken_over";
  }

  @Override
  public void write(Page page) {
    page.line(
        "Wrote %s for application %s with %s, from %s."
            .formatted(file, application, String.join(", ", stages), from));
    if (!evaluated) {
      page.line(
          page.paint()
              .yellow(
                  "Only plain lines were read, since Ruby was not asked. What takes Ruby is"
                      + " listed."));
    }
    section(page, Fate.TAKEN, "Taken over as it is");
    section(page, Fate.CHANGED, "Taken over, but not as it was");
    section(page, Fate.LEFT_OUT, "Not needed any more");
    section(page, Fate.BY_HAND, "To be done by hand");
    page.line("Look it through, then: slipway validate && slipway check STAGE");
  }

  private void section(Page page, Fate fate, String heading) {
    List<Finding> some = findings.stream().filter(f -> f.fate() == fate).toList();
    if (!some.isEmpty()) {
      page.line("");
      page.line(page.paint().bold(heading));
      some.forEach(f -> page.line(Printable.of("  %s: %s".formatted(f.what(), f.words()))));
    }
    if (fate == Fate.BY_HAND) {
      page.line("");
    }
  }
}
