package io.slipway.ssh;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.slipway.contract.FailureType;
import io.slipway.shell.Pulse;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import net.schmizz.sshj.common.SSHException;
import net.schmizz.sshj.common.SSHRuntimeException;
import net.schmizz.sshj.connection.channel.OpenFailException;
import org.jspecify.annotations.Nullable;

/**
 * Starts commands on connections. A command begins with a shell that tells its process id and then
 * waits for its input: nothing of ours runs before it is known how to kill it.
 */
final class Shells {
  /** Runs what comes over standard input. The same for all scripts, so that none shows in ps. */
  static final String SCRIPT = "exec sh -s";

  /**
   * What comes first there. Bash asks the system for each byte of its input by itself, which takes
   * longer than most scripts; so it is given the rest as a whole.
   */
  private static final byte[] FIRST =
      (Announcement.COMMAND + "; [ -z \"${BASH_VERSION-}\" ] || eval \"$(cat)\"\n")
          .getBytes(US_ASCII);

  private static final Duration START = Duration.ofSeconds(60);
  private static final int TRIES = 3;

  private final IoThreads threads;
  private final Watchdog watchdog;

  Shells(IoThreads threads, Watchdog watchdog) {
    this.threads = threads;
    this.watchdog = watchdog;
  }

  /** A command that has started and waits for its input. */
  record Started(SshConnection connection, ShellChannel channel, long process) {}

  /**
   * Starts a command.
   *
   * @param purpose completes "tried to …", for messages
   * @param sink gets what the command prints; null to keep its beginning and its end
   */
  Started start(
      SshConnection connection, String command, Pulse pulse, String purpose, @Nullable Sink sink) {
    return start(connection, command, pulse, START, purpose, sink);
  }

  /**
   * The same, within a limit of the caller's; the beginning and the end of what it prints is kept.
   */
  Started start(
      SshConnection connection, String command, Pulse pulse, Duration limit, String purpose) {
    return start(connection, command, pulse, limit, purpose, null);
  }

  private Started start(
      SshConnection connection,
      String command,
      Pulse pulse,
      Duration limit,
      String purpose,
      @Nullable Sink sink) {
    long deadline = Waiting.deadline(limit);
    CompletableFuture<ShellChannel> opening = new CompletableFuture<>();
    threads.execute(
        () -> {
          try {
            ShellChannel channel = open(connection, command, purpose, sink);
            if (!opening.complete(channel)) {
              channel.release(); // nobody waits for it any more
            }
          } catch (Exception e) {
            opening.completeExceptionally(e);
          }
        });
    try {
      ShellChannel channel = Waiting.on(opening, pulse, deadline, purpose);
      long process = Waiting.on(channel.process(), pulse, deadline, purpose);
      return new Started(connection, channel, process);
    } catch (Waiting.OverException e) {
      abandon(opening);
      throw new SshFault(
          FailureType.HANDSHAKE_TIMEOUT,
          purpose,
          "no shell started within %d s".formatted(limit.toSeconds()),
          "Is the host overloaded, or does a login script hang?",
          e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof SshFault fault) {
        throw fault;
      }
      throw noShell(connection, opening, purpose, e);
    } catch (RuntimeException stop) {
      abandon(opening);
      throw stop;
    }
  }

  private ShellChannel open(
      SshConnection connection, String command, String purpose, @Nullable Sink sink)
      throws InterruptedException {
    try {
      return openAtMost(TRIES, connection, command, sink);
    } catch (OpenFailException e) {
      throw new SshFault(
          FailureType.CHANNEL_LIMIT,
          purpose,
          "the host allows no more sessions on this connection",
          "Raise MaxSessions of the host's sshd to at least 10.",
          e);
    } catch (IOException | SSHRuntimeException | IllegalStateException e) {
      throw connection.alive() && Evidence.declined(e)
          ? new SshFault(
              FailureType.PRECONDITION_FAILED,
              purpose,
              "the host does not let this user run commands",
              "Look at ForceCommand in its sshd_config and at authorized_keys.",
              e)
          : lost(connection, purpose, e);
    }
  }

  /** A host frees the place of an ended session a little late, so a refusal may pass. */
  private ShellChannel openAtMost(
      int tries, SshConnection connection, String command, @Nullable Sink sink)
      throws IOException, InterruptedException {
    for (int left = tries; ; left--) {
      ShellChannel channel =
          new ShellChannel(connection.client().getConnection(), threads, watchdog, sink);
      try {
        channel.open();
        channel.exec(command);
        if (command.equals(SCRIPT)) {
          channel.in().write(FIRST);
          channel.in().flush();
        }
        return channel;
      } catch (OpenFailException e) {
        if (left == 1) {
          throw e;
        }
        Thread.sleep(ThreadLocalRandom.current().nextLong(50, 200));
      }
    }
  }

  private static SshFault noShell(
      SshConnection connection,
      CompletableFuture<ShellChannel> opening,
      String purpose,
      ExecutionException e) {
    if (!connection.alive() || e.getCause() instanceof SSHException) {
      return lost(connection, purpose, e);
    }
    String noise = opening.isCompletedExceptionally() ? "" : opening.join().noise();
    return new SshFault(
        FailureType.PRECONDITION_FAILED,
        purpose,
        noise.isEmpty()
            ? "the host starts no shell for this user"
            : "the host starts no shell for this user and says: " + firstLine(noise),
        "Give the user a login shell such as /bin/sh.",
        e);
  }

  private static String firstLine(String text) {
    String line = text.lines().findFirst().orElse("");
    return line.length() > 200 ? line.substring(0, 200) : line;
  }

  static SshFault lost(SshConnection connection, String purpose, Throwable cause) {
    connection.retire();
    return new SshFault(
        FailureType.CONNECTION_LOST,
        purpose,
        "the connection to %s broke before anything ran".formatted(connection.endpoint()),
        "Look at the host and the network if it happens again.",
        cause);
  }

  /** The shell waits for input, finds none, and ends. */
  private static void abandon(CompletableFuture<ShellChannel> opening) {
    opening.completeExceptionally(new CancellationException("nobody waits any more"));
    if (!opening.isCompletedExceptionally()) {
      opening.join().release();
    }
  }
}
