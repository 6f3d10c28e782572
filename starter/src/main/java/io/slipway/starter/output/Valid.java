package io.slipway.starter.output;

import io.slipway.domain.ApplicationName;
import io.slipway.domain.StageName;
import java.util.List;

/** That a slipway.yml is valid, and what is in it. */
public record Valid(String file, ApplicationName application, List<Stage> stages)
    implements Message {
  public Valid {
    stages = List.copyOf(stages);
  }

  /** A stage, with how many hosts it has. */
  public record Stage(StageName stage, int hosts) {}

  @Override
  public String type() {
    return "valid";
  }

  @Override
  public void write(Page page) {
    int hosts = stages.stream().mapToInt(Stage::hosts).sum();
    String which =
        stages.size() == 1 ? "stage " + stages.getFirst().stage() : stages.size() + " stages";
    page.line(
        page.paint()
            .green(
                "%s is valid: application %s, %s, %s"
                    .formatted(file, application, which, RunWords.hosts(hosts))));
  }
}
