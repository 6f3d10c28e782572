package io.slipway.release;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.slipway.command.CommandEnd;
import io.slipway.command.OpenedCommands;
import io.slipway.contract.Built;
import io.slipway.contract.CommandOrder;
import io.slipway.contract.FailureType;
import io.slipway.contract.HostFailure;
import io.slipway.contract.HostOrder;
import io.slipway.contract.HostReport;
import io.slipway.contract.RetryRequest;
import io.slipway.contract.StepReport;
import io.slipway.domain.Layout;
import io.slipway.domain.Secrets;
import io.slipway.domain.WorkerCommand;
import io.slipway.log.LogName;
import io.slipway.log.Logbook;
import io.slipway.shell.HostFaultException;
import io.slipway.source.BuildFolder;
import io.slipway.source.BuiltTrees;
import io.slipway.source.OwnFiles;
import io.slipway.source.Parcel;
import io.slipway.source.SourceException;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Has a command of the worker's build what all hosts get, in a folder that is gone afterwards. */
final class WorkerBuild {
  private static final String STEP = "build";

  private final OpenedCommands commands;
  private final Parcels parcels;
  private final BuiltTrees trees;
  private final Logbook logbook;

  WorkerBuild(OpenedCommands commands, Parcels parcels, BuiltTrees trees, Logbook logbook) {
    this.commands = commands;
    this.parcels = parcels;
    this.trees = trees;
    this.logbook = logbook;
  }

  /** Builds, unless it was done here in this run; tells the step, and what all hosts get. */
  HostReport built(HostOrder order, Attempt attempt) {
    String stage = Transfers.stage(order);
    String build = "%s %s %s".formatted(order.key().id(), order.revision(), command(order).name());
    Optional<BuiltTrees.Note> before =
        trees
            .last(stage, attempt.pulse())
            .filter(n -> n.build().equals(build))
            .filter(n -> !wantedAfresh(order) || n.maker().equals(attempt.owner()));
    return before.isPresent()
        ? report(order, before.get(), Duration.ZERO, true, "", List.of())
        : made(order, attempt, stage, build);
  }

  /** Whether a person wants it built again. */
  private static boolean wantedAfresh(HostOrder order) {
    int from = order.from() == null ? -1 : RetryRequest.STEPS.indexOf(order.from());
    return from >= 0 && from <= RetryRequest.STEPS.indexOf(STEP);
  }

  private HostReport made(HostOrder order, Attempt attempt, String stage, String build) {
    Parcel parcel = parcels.of(order, attempt);
    try (BuildFolder folder = trees.begin(attempt.pulse())) {
      Path tree = sound(order, attempt, () -> folder.fill(parcel));
      describe(order, parcel, tree);
      CommandEnd end = run(order, tree, attempt);
      String said = attempt.secrets().redacted(end.said(), end.cut(), false);
      List<String> warnings = keep(order, attempt, end, said);
      String told = Output.tail(said);
      end.fault()
          .ifPresent(
              type -> {
                throw failed(order, type, end.reason(told), told);
              });
      BuiltTrees.Note note =
          sound(
              order,
              attempt,
              () ->
                  trees.keep(
                      stage,
                      build,
                      attempt.owner(),
                      folder.pack(own(order)),
                      parcel.committedAt(),
                      attempt.pulse()));
      return report(order, note, end.took(), false, told, warnings);
    }
  }

  private static WorkerCommand command(HostOrder order) {
    return Objects.requireNonNull(order.target().steps().builder(), "no build on the worker");
  }

  /** Builds on hosts find these files, too. */
  private static void describe(HostOrder order, Parcel parcel, Path tree) {
    write(tree.resolve("REVISION"), Objects.requireNonNull(order.revision()).value());
    if (parcel.committedAt() != null) {
      write(tree.resolve("REVISION_TIME"), parcel.committedAt().toString());
    }
  }

  private static void write(Path file, String line) {
    try {
      if (!Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
        Files.deleteIfExists(file);
        Files.writeString(file, line + "\n");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private CommandEnd run(HostOrder order, Path tree, Attempt attempt) {
    CommandOrder one =
        new CommandOrder(order.key(), STEP, command(order), order.release(), order.revision());
    try {
      return commands.run(one, tree, attempt.pulse()::beat);
    } catch (ApplicationFailure e) {
      throw failed(order, FailureType.named(e.getType()), e.getOriginalMessage(), "");
    }
  }

  private static OwnFiles own(HostOrder order) {
    Layout layout = order.target().layout();
    Secrets secrets = order.target().secrets();
    return new OwnFiles(
        Stream.of(layout.linkedDirs(), layout.linkedFiles())
            .flatMap(List::stream)
            .map(Orders::inside)
            .toList(),
        secrets == null
            ? List.of()
            : secrets.files().stream().map(f -> Orders.inside(f.path())).toList());
  }

  /** What the worker cannot unpack, pack or keep is a fault of the build, and no host's. */
  private static <T> T sound(HostOrder order, Attempt attempt, Supplier<T> work) {
    try {
      return work.get();
    } catch (UncheckedIOException e) {
      throw new HostFaultException(
          new HostFailure(
              order.host().name(),
              FailureType.ARTIFACT_UNUSABLE,
              STEP,
              "keep what the worker builds in its cache folder",
              String.valueOf(e.getMessage()),
              "Look whether that folder has room, and may be written.",
              ""));
    } catch (SourceException e) {
      throw new HostFaultException(
          Boundary.ofSource(order, STEP, e, attempt.secrets().redacted(e.output())));
    }
  }

  /** What the command has said goes to the log as if the first host had built. */
  private List<String> keep(HostOrder order, Attempt attempt, CommandEnd end, String said) {
    String begun = "%d-%d".formatted(attempt.scheduledAt() / 1000, ProcessHandle.current().pid());
    LogName name = new LogName(order.key(), order.host().name(), STEP, begun);
    long size = end.said().getBytes(UTF_8).length;
    return logbook
        .add(name, 0, size, said)
        .map(why -> "what %s says is not kept for slipway log, for %s".formatted(STEP, why))
        .stream()
        .toList();
  }

  private static HostFaultException failed(
      HostOrder order, FailureType type, String why, String said) {
    return new HostFaultException(
        new HostFailure(
            order.host().name(),
            type,
            STEP,
            "build on the worker by " + command(order).name(),
            why,
            type.cause() == FailureType.Cause.RELEASE
                ? "Look at its output, mend the build, and deploy again."
                : "",
            said));
  }

  private static HostReport report(
      HostOrder order,
      BuiltTrees.Note note,
      Duration took,
      boolean already,
      String said,
      List<String> warnings) {
    Instant committedAt =
        note.committedAt() == null ? null : Instant.ofEpochSecond(note.committedAt());
    StepReport step = new StepReport(STEP, already, took, said);
    return new HostReport(order.host().name(), List.of(step), null, null, List.of(), warnings)
        .having(new Built(order.host(), note.sha256(), note.size(), "", committedAt));
  }
}
