package io.slipway.starter.command;

import io.slipway.contract.RunKey;
import io.slipway.contract.RunKind;
import io.slipway.contract.RunSummary;
import io.slipway.contract.StageStatus;
import io.slipway.domain.ApplicationName;
import io.slipway.domain.ReleaseId;
import io.slipway.domain.StageName;
import io.slipway.starter.config.NamedStage;
import io.slipway.starter.config.SlipwayFile;
import io.slipway.starter.output.ExitCode;
import io.slipway.starter.output.Printable;
import io.slipway.starter.output.ProblemException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which run somebody means.
 *
 * @param key of a workflow that was named; empty when its stage must be asked
 * @param id of the run, or of the release that it made; null for the stage's current or last one
 * @param stages on which it may be
 */
record RunNaming(Optional<RunKey> key, @Nullable String id, List<NamedStage> stages) {
  private static final Pattern ID = Pattern.compile("[0-9]{14}");
  private static final Pattern WORKFLOW =
      Pattern.compile(
          "(%s)/([^/]+)/([^/]+)/([0-9]{14})(/.*)?"
              .formatted(
                  Stream.of(RunKind.values())
                      .map(RunNaming::word)
                      .collect(Collectors.joining("|"))));

  private static String word(RunKind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  /**
   * Reads what somebody has typed.
   *
   * @param words null for nothing
   * @param file slipway.yml, which the workflow of a run does not need
   */
  static RunNaming of(@Nullable String words, Supplier<Path> file) {
    Matcher workflow = WORKFLOW.matcher(String.valueOf(words));
    if (workflow.matches()) {
      return new RunNaming(Optional.of(key(workflow)), null, List.of());
    }
    SlipwayFile read = SlipwayFile.read(file.get());
    return words != null && ID.matcher(words).matches()
        ? new RunNaming(
            Optional.empty(),
            words,
            read.stages().stream().map(s -> new NamedStage(read.application(), s)).toList())
        : new RunNaming(Optional.empty(), null, List.of(read.named(words)));
  }

  private static RunKey key(Matcher workflow) {
    try {
      return new RunKey(
          ApplicationName.of(workflow.group(2)),
          StageName.of(workflow.group(3)),
          RunKind.valueOf(workflow.group(1).toUpperCase(Locale.ROOT)),
          ReleaseId.of(workflow.group(4)));
    } catch (IllegalArgumentException e) {
      throw new ProblemException(
          ExitCode.USAGE,
          "%s is no run: %s".formatted(Printable.line(workflow.group()), e.getMessage()),
          e);
    }
  }

  /** The run that is meant, if it is one of this stage. */
  Optional<RunSummary> in(StageStatus status) {
    return Stream.concat(Stream.ofNullable(status.current()), status.history().stream())
        .filter(r -> id == null || r.key().id().value().equals(id))
        .findFirst();
  }

  ProblemException unknown() {
    return new ProblemException(
        ExitCode.USAGE,
        "No run %s is known of %s. slipway history lists those that are; of older ones give the whole id, such as deploy/shop/production/%s."
            .formatted(
                id,
                stages.stream().map(s -> s.stage().value()).collect(Collectors.joining(", ")),
                id));
  }
}
