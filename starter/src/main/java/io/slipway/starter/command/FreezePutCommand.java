package io.slipway.starter.command;

import io.slipway.contract.Freeze;
import io.slipway.contract.FreezeRequest;
import io.slipway.contract.Scope;
import io.slipway.domain.InFlight;
import io.slipway.rollout.FreezeBook;
import io.slipway.starter.config.DurationText;
import io.slipway.starter.output.ExitCode;
import io.slipway.starter.output.Freezes;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** {@code slipway freeze put}: closes stages. */
@Command(
    name = "put",
    description = {
      "Close stages to deploys, all of all applications unless told otherwise, until --until or"
          + " until it is lifted.",
      "Deploys that are under way hold before their next batch, unless told otherwise."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  slipway freeze put --stage 'prod*' --until 2026-12-01T06:00+01:00 --reason 'black friday'",
      "  slipway freeze put --application 'shop-*' --for 2h --reason 'database is moved'",
      "  slipway freeze put --reason 'we are under attack' --in-flight revert"
    })
final class FreezePutCommand extends TemporalCommand {
  private final Surroundings surroundings;

  @Option(
      names = "--application",
      paramLabel = "PATTERN",
      description =
          "Of which applications, such as shop or 'shop-*'; may be given more than once. Default:"
              + " all.")
  List<String> applications = new ArrayList<>();

  @Option(
      names = "--stage",
      paramLabel = "PATTERN",
      description = "Which stages, written in the same way. Default: all.")
  List<String> stages = new ArrayList<>();

  @Option(
      names = "--from",
      paramLabel = "TIME",
      description = "From when, such as 2026-12-01T22:00+01:00. Default: at once.")
  @Nullable String from;

  @Option(
      names = "--until",
      paramLabel = "TIME",
      description = "Until when. Default: until it is lifted.")
  @Nullable String until;

  @Option(
      names = "--for",
      paramLabel = "TIME",
      description = "The same as a length, such as 2h or 3d; 7d at most.")
  @Nullable String length;

  @Option(
      names = "--in-flight",
      paramLabel = "HOW",
      description =
          "What becomes of deploys that are under way: finish-batch, finish or revert. Default: as"
              + " each stage says, which is finish-batch where it says nothing.")
  @Nullable String inFlight;

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      required = true,
      description = "Why, in your words; told to whoever is refused, and kept in the audit trail.")
  String reason = "";

  FreezePutCommand(Surroundings surroundings) {
    super(surroundings);
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws InterruptedException {
    Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    Instant begin = from == null ? null : TimeText.instant(spec.commandLine(), "--from", from);
    Instant end = end(begin == null ? now : begin);
    FreezeRequest request =
        new FreezeRequest(
            new Scope(applications, stages),
            begin,
            end,
            reason,
            surroundings.asker().get(),
            inFlight());
    List<String> faults = FreezeBook.faults(request, now, 0);
    if (!faults.isEmpty()) {
      throw wrong("The freeze cannot be put: " + String.join("; ", faults));
    }
    return ask(
        (cluster, output) -> {
          Freeze put = cluster.freezes().put(request);
          output.say(new Freezes("put", Instant.now(), List.of(put)));
          return ExitCode.DONE;
        });
  }

  private @Nullable Instant end(Instant begin) {
    if (until != null && length != null) {
      throw wrong("--until and --for are two words for one thing; give one of them");
    }
    if (length != null) {
      try {
        return begin.plus(DurationText.parse(length, true));
      } catch (IllegalArgumentException e) {
        throw wrong("--for: %s".formatted(e.getMessage()));
      }
    }
    return until == null ? null : TimeText.instant(spec.commandLine(), "--until", until);
  }

  private @Nullable InFlight inFlight() {
    if (inFlight == null) {
      return null;
    }
    Optional<InFlight> known =
        Arrays.stream(InFlight.values()).filter(i -> word(i).equals(inFlight)).findFirst();
    return known.orElseThrow(
        () ->
            wrong(
                "--in-flight: %s is none of finish-batch, finish and revert".formatted(inFlight)));
  }

  private static String word(InFlight inFlight) {
    return inFlight.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private ParameterException wrong(String why) {
    return new ParameterException(spec.commandLine(), why);
  }
}
