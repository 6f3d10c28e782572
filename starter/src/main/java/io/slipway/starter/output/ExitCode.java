package io.slipway.starter.output;

import io.slipway.contract.RunOutcome;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** How {@code slipway} tells scripts what became of a command. */
public enum ExitCode {
  DONE(0, "done"),
  FAILED(1, "failed; nothing that is live has changed"),
  USAGE(2, "wrong usage, or an invalid slipway.yml"),
  REVERTED(3, "failed, and every host is back on the release that it served before"),
  REFUSED(
      4,
      "refused: the stage is busy, it did not get its turn, you may not, what was asked for was not"
          + " approved, or nothing runs that could be stopped or watched"),
  UNREACHABLE(5, "Temporal cannot be reached, or no worker answers"),
  PARTIAL(6, "failed, and the hosts that are listed could not be put back"),
  BROKEN(7, "the run was stopped in Temporal, so that it tells no result: look at the hosts"),
  EXCEPTIONS(8, "the release is live, but not on the hosts that are listed"),
  DRIFT(9, "hosts differ from what they should be"),
  UNFORESEEN(70, "a fault in Slipway itself; what was asked for may have been done or not"),
  DETACHED(130, "interrupted (Ctrl-C); a run that had begun goes on");

  private final int number;
  private final String meaning;

  ExitCode(int number, String meaning) {
    this.number = number;
    this.meaning = meaning;
  }

  public int number() {
    return number;
  }

  public String meaning() {
    return meaning;
  }

  /** What the end of a run is told as. */
  public static ExitCode of(RunOutcome outcome) {
    return switch (outcome) {
      case SUCCEEDED -> DONE;
      case SUCCEEDED_WITH_EXCEPTIONS -> EXCEPTIONS;
      case UNTOUCHED -> FAILED;
      case REVERTED -> REVERTED;
      case REVERTED_EXCEPT -> PARTIAL;
      case REJECTED -> REFUSED;
    };
  }

  /** Number to meaning, in order, as help texts list them. */
  public static Map<String, String> meanings() {
    Map<String, String> meanings = new LinkedHashMap<>();
    Arrays.stream(values()).forEach(c -> meanings.put("%3d".formatted(c.number), c.meaning));
    return meanings;
  }
}
