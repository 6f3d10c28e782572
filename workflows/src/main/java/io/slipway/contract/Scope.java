package io.slipway.contract;

import io.slipway.domain.ApplicationName;
import io.slipway.domain.StageName;
import io.slipway.domain.Wildcard;
import java.util.List;

/**
 * Many stages at once, of many applications.
 *
 * @param applications patterns of names, in which {@code *} stands for any text and {@code ?} for
 *     one character; empty for all
 * @param stages the same
 */
public record Scope(List<String> applications, List<String> stages) {
  private static final String ANY = "*";

  public Scope {
    applications = all(applications) ? List.of(ANY) : List.copyOf(applications);
    stages = all(stages) ? List.of(ANY) : List.copyOf(stages);
  }

  private static boolean all(List<String> patterns) {
    return patterns == null || patterns.isEmpty() || patterns.contains(ANY);
  }

  /** All that there are or may be. */
  public static Scope everything() {
    return new Scope(List.of(), List.of());
  }

  /** Whether a stage belongs to it. */
  public boolean holds(ApplicationName application, StageName stage) {
    return applications.stream().anyMatch(p -> Wildcard.matches(p, application.value()))
        && stages.stream().anyMatch(p -> Wildcard.matches(p, stage.value()));
  }

  /** As in {@code production of shop-*}, or {@code all stages of all applications}. */
  public String words() {
    return "%s of %s"
        .formatted(words(stages, "all stages"), words(applications, "all applications"));
  }

  private static String words(List<String> patterns, String all) {
    return patterns.contains(ANY) ? all : String.join(", ", patterns);
  }
}
