package io.slipway.starter.output;

import io.slipway.domain.HostName;
import io.slipway.domain.SecretFileFormat;
import io.slipway.domain.SecretRef;
import io.slipway.domain.SecretsVersion;
import io.slipway.rollout.Names;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Which secrets a deploy would bring where.
 *
 * @param version whether all hosts get the versions that the deploy finds first
 * @param entries in the order of the file
 * @param files of each release
 * @param steps whose environment has secrets
 */
public record SecretsPlan(
    SecretsVersion version, List<EntryPlan> entries, List<FilePlan> files, List<StepPlan> steps) {
  public SecretsPlan {
    entries = List.copyOf(entries);
    files = List.copyOf(files);
    steps = List.copyOf(steps);
  }

  /**
   * @param name {@code *} for all that the reference leads to
   * @param version what a deploy would find now; null where the store has no versions, or it could
   *     not be read
   */
  public record EntryPlan(String name, SecretRef reference, @Nullable String version) {}

  /**
   * @param path in the release
   * @param template what is filled in; null for other formats
   * @param secrets names of those that it holds
   * @param mode permissions in octal digits
   * @param owner as the file says; null for the login
   * @param hosts that have it; null for all of the deploy
   */
  public record FilePlan(
      String path,
      SecretFileFormat format,
      @Nullable String template,
      List<String> secrets,
      String mode,
      @Nullable String owner,
      @Nullable List<HostName> hosts) {}

  /**
   * @param secrets names of those that its environment has, and that of nothing else
   */
  public record StepPlan(String step, List<String> secrets) {}

  void write(Page page) {
    page.line("");
    page.line(page.paint().bold("secrets"));
    for (EntryPlan entry : entries) {
      page.line(
          Printable.of(
              "  %s from %s, %s".formatted(entry.name(), entry.reference(), version(entry))));
    }
    files.forEach(file -> page.line(Printable.of("  " + words(file))));
    for (StepPlan step : steps) {
      page.line(
          Printable.of(
              "  step %s has %s in its environment"
                  .formatted(step.step(), String.join(", ", step.secrets()))));
    }
  }

  private String version(EntryPlan entry) {
    String now = entry.version();
    return switch (version) {
      case PIN -> now == null ? "pinned as it is found" : "pinned, now to version " + now;
      case FOLLOW -> now == null ? "followed" : "followed, now version " + now;
    };
  }

  private static String words(FilePlan file) {
    String template = file.template() == null ? "" : " " + file.template();
    return "file %s: %s%s with %s, mode %s, owner %s%s"
        .formatted(
            file.path(),
            file.format().name().toLowerCase(Locale.ROOT),
            template,
            String.join(", ", file.secrets()),
            file.mode(),
            file.owner() == null ? "the login" : file.owner(),
            on(file.hosts()));
  }

  private static String on(@Nullable List<HostName> hosts) {
    if (hosts == null) {
      return "";
    }
    return hosts.isEmpty() ? " (on no host)" : " (on %s)".formatted(Names.of(hosts));
  }
}
