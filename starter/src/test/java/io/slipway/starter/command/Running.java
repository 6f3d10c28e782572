package io.slipway.starter.command;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine;

/** A command line that runs in a thread of its own, with its streams captured. */
final class Running {
  private static final Duration LONGEST = Duration.ofMinutes(4);

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final CompletableFuture<Integer> exit = new CompletableFuture<>();
  private final Thread thread;

  private Running(Surroundings surroundings, List<String> arguments) {
    CommandLine commands = CommandTree.of(surroundings);
    commands.setOut(new PrintWriter(out, true));
    commands.setErr(new PrintWriter(err, true));
    thread =
        Thread.ofPlatform()
            .daemon()
            .unstarted(() -> exit.complete(commands.execute(arguments.toArray(String[]::new))));
  }

  static Running begin(Surroundings surroundings, List<String> arguments) {
    Running running = new Running(surroundings, arguments);
    running.thread.start();
    return running;
  }

  boolean hasSaid(String part) {
    return out.toString().contains(part) || err.toString().contains(part);
  }

  Running awaitSaid(String part) {
    CommandBench.await(
        "'%s' in%n%s%n%s".formatted(part, out, err), () -> exit.isDone() || hasSaid(part));
    if (!hasSaid(part)) {
      throw new AssertionError("ended without '%s': %s".formatted(part, end()));
    }
    return this;
  }

  void interrupt() {
    thread.interrupt();
  }

  Ran end() {
    try {
      int code = exit.get(LONGEST.toMillis(), TimeUnit.MILLISECONDS);
      return new Ran(code, out.toString(), err.toString());
    } catch (TimeoutException e) {
      throw new AssertionError("not at its end: " + new Ran(-1, out.toString(), err.toString()), e);
    } catch (ExecutionException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
