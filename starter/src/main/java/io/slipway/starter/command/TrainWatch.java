package io.slipway.starter.command;

import io.slipway.contract.TrainState;
import io.slipway.contract.TrainStatus;
import io.slipway.starter.output.ExitCode;
import io.slipway.starter.output.Output;
import io.slipway.starter.output.ProblemException;
import io.slipway.starter.output.Train;
import java.util.function.Predicate;

/** Looks at a train until something is so. */
final class TrainWatch {
  private static final long REST_MILLIS = 500;

  private final Cluster cluster;
  private final Output output;
  private final String name;

  TrainWatch(Cluster cluster, Output output, String name) {
    this.cluster = cluster;
    this.output = output;
    this.name = name;
  }

  /** Waits for its end, telling how it comes to it, and tells it. */
  ExitCode toItsEnd() throws InterruptedException {
    TrainStatus end = until(train -> train.state().over());
    output.say(new Train("found", end));
    return exit(end.state());
  }

  TrainStatus now() {
    return cluster.trains().status(name).orElseThrow(() -> unknown(name));
  }

  static ProblemException unknown(String name) {
    return new ProblemException(
        ExitCode.REFUSED,
        "There is no train %s that is under way, or Temporal no longer keeps it.".formatted(name));
  }

  TrainStatus until(Predicate<TrainStatus> so) throws InterruptedException {
    String told = "";
    while (true) {
      TrainStatus train = now();
      if (so.test(train)) {
        return train;
      }
      if (!train.message().equals(told)) {
        told = train.message();
        output.note(told);
      }
      Thread.sleep(REST_MILLIS);
    }
  }

  /** What the end of a train is told as. */
  static ExitCode exit(TrainState state) {
    return switch (state) {
      case CHECKING, RUNNING, WAITING, REVERTING, DONE -> ExitCode.DONE;
      case REFUSED -> ExitCode.REFUSED;
      case STOPPED, REVERTED_EXCEPT -> ExitCode.PARTIAL;
      case REVERTED -> ExitCode.REVERTED;
    };
  }
}
