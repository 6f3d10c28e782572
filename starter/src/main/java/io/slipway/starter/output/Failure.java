package io.slipway.starter.output;

import io.slipway.contract.RunSummary;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why a command failed.
 *
 * @param message for people, with what to do now; may have several lines
 * @param faults of slipway.yml; empty when it is not about the file
 * @param holder the run that holds the stage, when that is why
 * @param trace stack trace, when it was asked for
 */
public record Failure(
    int exitCode,
    String message,
    List<FaultLine> faults,
    @Nullable RunSummary holder,
    @Nullable String trace)
    implements Message {

  public static Failure of(ExitCode exit, String message) {
    return new Failure(exit.number(), message, List.of(), null, null);
  }

  public Failure withTrace(@Nullable String text) {
    return new Failure(exitCode, message, faults, holder, text);
  }

  @Override
  public String type() {
    return "error";
  }

  @Override
  public void write(Page page) {
    Printable.of(message).lines().map(page.paint()::red).forEach(page::line);
    if (trace != null) {
      Printable.of(trace).lines().forEach(page::line);
    }
  }
}
