package io.slipway.starter.output;

import io.slipway.domain.ApplicationName;
import io.slipway.domain.StageName;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * That a slipway.yml is valid, and what is in it.
 *
 * @param artifact where archives are that it deploys, with their {@code {revision}}; null where it
 *     deploys from a repository
 */
public record Valid(
    String file, ApplicationName application, List<Stage> stages, @Nullable String artifact)
    implements Message {
  public Valid {
    stages = List.copyOf(stages);
  }

  /**
   * A stage.
   *
   * @param hosts how many it has; null when the file does not list them all
   */
  public record Stage(StageName stage, @Nullable Integer hosts) {}

  @Override
  public String type() {
    return "valid";
  }

  @Override
  public void write(Page page) {
    List<Stage> listing = stages.stream().filter(s -> s.hosts() != null).toList();
    int listed = listing.stream().mapToInt(s -> Objects.requireNonNull(s.hosts())).sum();
    String hosts =
        listing.size() == stages.size()
            ? RunWords.hosts(listed)
            : listing.isEmpty()
                ? "hosts from elsewhere"
                : "%s and hosts from elsewhere".formatted(RunWords.hosts(listed));
    String which =
        stages.size() == 1 ? "stage " + stages.getFirst().stage() : stages.size() + " stages";
    page.line(
        page.paint()
            .green(
                "%s is valid: application %s, %s, %s%s"
                    .formatted(
                        file,
                        application,
                        which,
                        hosts,
                        artifact == null ? "" : ", artifacts at " + Printable.of(artifact))));
  }
}
