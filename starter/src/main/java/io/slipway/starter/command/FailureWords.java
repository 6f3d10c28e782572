package io.slipway.starter.command;

import io.slipway.codec.BrokenPayloadException;
import io.slipway.codec.MissingKeyException;
import io.slipway.starter.config.FileFaultsException;
import io.slipway.starter.gateway.Away;
import io.slipway.starter.gateway.LocalEngine;
import io.slipway.starter.gateway.RefusedException;
import io.slipway.starter.output.ExitCode;
import io.slipway.starter.output.Failure;
import io.slipway.starter.output.FaultLine;
import io.slipway.starter.output.ProblemException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Says why a command failed. What is known is one sentence; what is not is told whole. */
final class FailureWords {
  private FailureWords() {}

  /**
   * @param command as people type it
   */
  static Failure of(Exception failure, String command) {
    return switch (failure) {
      case ProblemException problem -> Failure.of(problem.exit(), message(problem));
      case FileFaultsException faulty -> faults(faulty.faults());
      case RefusedException refused -> refused(refused);
      case LocalEngine.EngineException engine -> Failure.of(ExitCode.UNREACHABLE, message(engine));
      case InterruptedException interrupted ->
          Failure.of(
              ExitCode.DETACHED,
              "Interrupted. slipway status tells whether something was taken up.");
      default -> unreadable(failure).orElseGet(() -> unknown(failure, command));
    };
  }

  private static Failure unknown(Exception failure, String command) {
    return Away.status(failure).isPresent() ? away(failure) : unforeseen(failure, command);
  }

  /** What Temporal keeps is encrypted, and the key is not here. */
  private static Optional<Failure> unreadable(Exception failure) {
    return Away.causes(failure)
        .filter(
            cause ->
                cause instanceof MissingKeyException || cause instanceof BrokenPayloadException)
        .findFirst()
        .map(cause -> Failure.of(ExitCode.UNREACHABLE, sentence(cause.getMessage())));
  }

  private static String sentence(@Nullable String words) {
    String text = String.valueOf(words);
    return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
  }

  static String trace(Exception failure) {
    StringWriter text = new StringWriter();
    failure.printStackTrace(new PrintWriter(text));
    return text.toString();
  }

  private static Failure faults(List<FaultLine> faults) {
    String lines = faults.stream().map(FaultLine::words).collect(Collectors.joining("\n"));
    String sum = faults.size() == 1 ? "1 fault" : faults.size() + " faults";
    return new Failure(
        ExitCode.USAGE.number(),
        "%s\n%s; nothing was asked for and nothing has changed.".formatted(lines, sum),
        faults,
        null,
        null);
  }

  private static Failure refused(RefusedException refused) {
    return new Failure(
        ExitCode.REFUSED.number(), message(refused), List.of(), refused.holder(), null);
  }

  private static Failure away(Exception failure) {
    return Failure.of(
        ExitCode.UNREACHABLE,
        "Tried to ask Temporal, but %s. Are address, namespace and credentials right, and does a worker run? If something was asked for, slipway status tells whether it was taken up."
            .formatted(Away.reason(failure)));
  }

  private static Failure unforeseen(Exception failure, String command) {
    return Failure.of(
        ExitCode.UNFORESEEN,
        "%s failed in a way that Slipway does not foresee: %s. Please report this, with what --stacktrace prints. If something was asked for, slipway status tells whether it was taken up."
            .formatted(command, failure));
  }

  private static String message(Exception failure) {
    return String.valueOf(failure.getMessage());
  }
}
