package io.slipway.ssh;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.slipway.shell.Pulse;
import io.slipway.ssh.ShellChannel.Ending;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends what runs on a host: the whole process group, first kindly, and looks whether it is gone.
 * Closing a channel or a connection ends nothing.
 */
final class Killer {
  private static final Logger logger = LoggerFactory.getLogger(Killer.class);

  /** For a shell to start, for KILL, and for the answer. */
  private static final Duration BEYOND_GRACE = Duration.ofSeconds(15);

  /**
   * Goes on from where the group's id and the grace, in tenths of a second, are set. Ends with 0
   * when nothing of the group is left that is more than an entry in a table. Shells differ in
   * whether {@code kill} takes {@code --}; all take it so.
   */
  private static final String SCRIPT =
      """
      there() {
        if [ -r /proc/self/stat ]; then
          cat /proc/[0-9]*/stat 2>/dev/null | sed 's/^.*) //' | {
            while read -r state parent group rest; do
              if [ "$group" = "$id" ] && [ "$state" != Z ] && [ "$state" != X ]; then exit 0; fi
            done
            exit 1
          }
        else
          kill -0 "-$id" 2>/dev/null
        fi
      }
      end() {
        kill "-$1" "-$id" 2>/dev/null || kill "-$1" "$id" 2>/dev/null
        n=0
        while there; do
          [ "$n" -lt "$2" ] || return 1
          n=$((n + 1))
          sleep 0.1 2>/dev/null || sleep 1
        done
      }
      end TERM "$grace" || end KILL 30
      } </dev/null
      """;

  private final ConnectionPool pool;
  private final Shells shells;
  private final SshTimeouts timeouts;

  Killer(ConnectionPool pool, Shells shells, SshTimeouts timeouts) {
    this.pool = pool;
    this.shells = shells;
    this.timeouts = timeouts;
  }

  /**
   * Kills the process group of that process. A host that does not answer costs a try over its
   * connection and one to log in anew, then it is given up.
   *
   * @param pulse beaten meanwhile; must not throw
   * @return whether it is known that nothing of it runs any more
   */
  boolean kill(Shells.Started started, Pulse pulse) {
    boolean interrupted = Thread.interrupted(); // killing must not be cut short
    try {
      Optional<Boolean> gone = over(started.connection(), started.process(), pulse);
      if (gone.isEmpty()) {
        started.connection().retire();
        gone = overAnother(started, pulse);
      }
      return gone.orElse(false);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private Optional<Boolean> overAnother(Shells.Started started, Pulse pulse) {
    Endpoint endpoint = started.connection().endpoint();
    try (Lease lease = pool.lease(endpoint, HostPool.Use.SESSION, pulse, timeouts.login())) {
      return over(lease.connection(), started.process(), pulse);
    } catch (SshFault fault) {
      logger.debug("no other connection to {} to kill something", endpoint, fault);
      return Optional.empty();
    }
  }

  /** Whether it is gone; empty when that could not be found out. */
  private Optional<Boolean> over(SshConnection connection, long process, Pulse pulse) {
    if (!connection.alive()) {
      return Optional.empty();
    }
    Duration limit = timeouts.grace().plus(BEYOND_GRACE);
    long deadline = Waiting.deadline(limit);
    try {
      Shells.Started killing =
          shells.start(connection, Shells.SCRIPT, pulse, limit, "end process group " + process);
      long grace = timeouts.grace().toMillis() / 100;
      String script = "{ id=%d; grace=%d%n%s".formatted(process, grace, SCRIPT);
      try (OutputStream in = killing.channel().in()) {
        in.write(script.getBytes(UTF_8));
        in.flush();
      }
      Ending ending =
          Waiting.on(killing.channel().ending(), pulse, deadline, "end process group " + process);
      return ending instanceof Ending.Exited(int status)
          ? Optional.of(status == 0)
          : Optional.empty();
    } catch (SshFault | IOException | Waiting.OverException | ExecutionException e) {
      logger.debug("tried to kill process group {} on {}", process, connection.endpoint(), e);
      return Optional.empty();
    }
  }
}
