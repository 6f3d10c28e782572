package io.slipway.secret;

import io.slipway.domain.SecretRef;
import io.slipway.secret.SecretException.Obstacle;
import io.slipway.shell.ProcessGroup;
import java.io.File;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Commands on the worker that print the value. */
final class ExecStore implements SecretStore {
  static final Duration LIMIT = Duration.ofSeconds(30);

  /** What BSD's sysexits calls EX_TEMPFAIL. */
  private static final int TRY_LATER = 75;

  private static final String WHERE =
      "Run it on the worker to see why: what it says on its error output is not kept, for it may"
          + " hold secrets.";

  private final Map<String, String> environment;
  private final SecretPermissions permissions;
  private final Duration limit;

  ExecStore(Map<String, String> environment, SecretPermissions permissions, Duration limit) {
    this.environment = environment;
    this.permissions = permissions;
    this.limit = limit;
  }

  @Override
  public SecretDocument read(SecretRef ref) {
    if (!permissions.commands()) {
      throw new SecretException(
          Obstacle.DENIED,
          ref,
          "this worker runs no commands for secrets",
          "Allow it in the worker's environment: %s=allow".formatted(SecretPermissions.EXEC));
    }
    Process process = start(ref);
    try {
      return outcome(ref, process);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SecretException(
          Obstacle.AWAY, ref, "the worker is stopping", "Another worker goes on with it.");
    } finally {
      if (process.isAlive()) {
        ProcessGroup.kill(process);
      }
    }
  }

  @Override
  public void giveBack(String lease) {}

  @Override
  public void close() {}

  private Process start(SecretRef ref) {
    ProcessBuilder builder =
        ProcessGroup.of(List.of("sh", "-c", ref.path()))
            .redirectInput(new File("/dev/null"))
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().clear();
    environment.forEach(
        (name, value) -> {
          if (!permissions.secret(name)) {
            builder.environment().put(name, value);
          }
        });
    try {
      return builder.start();
    } catch (IOException e) {
      throw new SecretException(
          Obstacle.MISUSED,
          ref,
          "this worker cannot start commands",
          "It needs setsid (util-linux) and sh on its PATH.");
    }
  }

  private SecretDocument outcome(SecretRef ref, Process process) throws InterruptedException {
    long deadline = System.nanoTime() + limit.toNanos();
    FutureTask<byte[]> output =
        new FutureTask<>(() -> process.getInputStream().readNBytes(Text.MOST + 1));
    Thread.ofVirtual().name("output of a command for a secret").start(output);
    try {
      byte[] bytes = output.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
      if (bytes.length > Text.MOST) {
        ProcessGroup.kill(process);
        return Text.document(ref, bytes); // refuses it
      }
      if (process.waitFor(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
        refuseFailure(ref, process.exitValue());
        return Text.document(ref, bytes);
      }
    } catch (TimeoutException | ExecutionException e) {
      // said below
    }
    ProcessGroup.kill(process);
    throw new SecretException(
        Obstacle.AWAY,
        ref,
        "the command was not done within %d s, and was killed".formatted(limit.toSeconds()),
        WHERE);
  }

  private static void refuseFailure(SecretRef ref, int status) {
    switch (status) {
      case 0 -> {}
      case TRY_LATER ->
          throw new SecretException(
              Obstacle.AWAY, ref, "the command asks to try again later (exit status 75)", WHERE);
      default ->
          throw new SecretException(
              Obstacle.MISSING,
              ref,
              "the command failed with exit status %d".formatted(status),
              WHERE);
    }
  }
}
