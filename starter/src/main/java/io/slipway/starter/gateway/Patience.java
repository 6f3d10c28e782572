package io.slipway.starter.gateway;

import io.slipway.contract.TaskQueues;
import io.slipway.starter.output.ExitCode;
import io.slipway.starter.output.ProblemException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Waits for an answer that only a worker can give: says after a while that none comes, and gives up
 * after a longer while.
 *
 * @param address where Temporal is, for the sentence
 * @param notes told when the answer is late
 */
public record Patience(
    String address, Duration sayAfter, Duration giveUpAfter, Consumer<String> notes) {

  public static Patience usual(String address, Consumer<String> notes) {
    return new Patience(address, Duration.ofSeconds(5), Duration.ofSeconds(60), notes);
  }

  /** The answer to a call, whose failure is thrown as it is. */
  <T> T await(Supplier<T> call) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    // A thread of its own, since the client's calls do not end early; it does not hold up the exit.
    Thread.ofPlatform().daemon().name("call").start(() -> complete(answer, call));
    try {
      try {
        return answer.get(sayAfter.toMillis(), TimeUnit.MILLISECONDS);
      } catch (TimeoutException late) {
        notes.accept(
            "No worker has answered yet. Is one polling task queue %s of Temporal at %s? Start one with: slipway worker"
                .formatted(TaskQueues.WORKFLOWS, address));
        return answer.get(giveUpAfter.minus(sayAfter).toMillis(), TimeUnit.MILLISECONDS);
      }
    } catch (TimeoutException never) {
      throw new ProblemException(
          ExitCode.UNREACHABLE,
          "No worker on task queue %s of Temporal at %s answered within %d s. Start one with: slipway worker. If the request was on its way, it may still be taken up then: slipway status tells."
              .formatted(TaskQueues.WORKFLOWS, address, giveUpAfter.toSeconds()),
          never);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException r ? r : new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for Temporal", e);
    }
  }

  private static <T> void complete(CompletableFuture<T> answer, Supplier<T> call) {
    try {
      answer.complete(call.get());
    } catch (RuntimeException | Error e) {
      answer.completeExceptionally(e);
    }
  }
}
