package io.slipway.ssh;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.slipway.contract.FailureType;
import io.slipway.domain.HostName;
import io.slipway.domain.RemotePath;
import io.slipway.shell.Finished;
import io.slipway.shell.HostSession;
import io.slipway.shell.Outcome;
import io.slipway.shell.Pulse;
import io.slipway.shell.Script;
import io.slipway.ssh.ShellChannel.Ending;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A place on a connection, with which an activity works on a host. */
final class SshSession implements HostSession, AutoCloseable {
  private static final Logger logger = LoggerFactory.getLogger(SshSession.class);
  private static final Duration LONGEST_TRANSFER = Duration.ofHours(2);
  private static final Duration LAST_WORDS = Duration.ofSeconds(3);

  private final HostName host;
  private final Pulse pulse;
  private final Tools tools;
  private Lease lease;

  /** What all sessions share. */
  record Tools(ConnectionPool pool, IoThreads threads, Shells shells, Killer killer) {}

  SshSession(HostName host, Pulse pulse, Tools tools, Lease lease) {
    this.host = host;
    this.pulse = pulse;
    this.tools = tools;
    this.lease = lease;
  }

  @Override
  public HostName host() {
    return host;
  }

  @Override
  public Finished run(Script script) {
    try {
      Shells.Started started = start(Shells.SCRIPT, script.purpose());
      byte[] whole = whole(script.text()).getBytes(UTF_8);
      send(started, in -> in.write(whole));
      Outcome outcome = await(started, script.timeout(), script.purpose());
      ShellChannel channel = started.channel();
      return new Finished(outcome, channel.out(), channel.err());
    } catch (SshFault fault) {
      throw fault.on(host);
    }
  }

  @Override
  public void upload(Path file, String sha256, RemotePath to) {
    String purpose = "upload %s to %s".formatted(file.getFileName(), to);
    try {
      Upload upload = Upload.of(file, sha256, to);
      Shells.Started started = start(Upload.COMMAND, purpose);
      send(started, upload::writeTo);
      Outcome outcome = await(started, LONGEST_TRANSFER, purpose);
      if (!(outcome instanceof Outcome.Exited(int status) && status == 0)) {
        throw upload.fault(purpose, outcome, started.channel().err());
      }
    } catch (SshFault fault) {
      throw fault.on(host);
    }
  }

  @Override
  public void download(RemotePath from, long size, OutputStream to) {
    Download download = new Download(from, size, to);
    String purpose = download.purpose();
    try {
      Shells.Started started = start(Download.COMMAND, purpose, download);
      send(started, in -> download.ask(in, started.channel().ending()));
      Outcome outcome = await(started, LONGEST_TRANSFER, purpose);
      SshFault fault = download.fault(outcome, started.channel().err().text().strip());
      if (fault != null) {
        throw fault;
      }
    } catch (SshFault fault) {
      throw fault.on(host);
    }
  }

  @Override
  public void close() {
    lease.close();
  }

  /**
   * The script as one command: the shell runs nothing of it before it has all of it, and what it
   * starts finds no rest of the script to read.
   */
  private static String whole(String text) {
    return "{ :; " + text + "\n} </dev/null\n";
  }

  private Shells.Started start(String command, String purpose) {
    return start(command, purpose, null);
  }

  private Shells.Started start(String command, String purpose, @Nullable Sink sink) {
    try {
      return tools.shells.start(lease.connection(), command, pulse, purpose, sink);
    } catch (SshFault fault) {
      if (fault.type() != FailureType.CHANNEL_LIMIT) {
        throw fault;
      }
      moveToAnotherConnection();
      return tools.shells.start(lease.connection(), command, pulse, purpose, sink);
    }
  }

  /** The host takes no more sessions on this one; it is used up by what runs on it now. */
  private void moveToAnotherConnection() {
    Endpoint endpoint = lease.connection().endpoint();
    lease.connection().retire();
    Lease other = tools.pool.lease(endpoint, pulse);
    lease.close();
    lease = other;
  }

  /** Writes to a command's standard input. */
  @FunctionalInterface
  private interface Writer {
    void writeTo(OutputStream in) throws IOException;
  }

  /** A command may end before it has read all of its input. If not, it waits for the rest. */
  private void send(Shells.Started started, Writer writer) {
    tools.threads.execute(
        () -> {
          try (OutputStream in = started.channel().in()) {
            writer.writeTo(in);
            in.flush(); // closing alone drops what the host has no window for yet
          } catch (IOException e) {
            logger.debug("sending to {} failed", host, e);
            started.channel().release();
          }
        });
  }

  private Outcome await(Shells.Started started, Duration limit, String purpose) {
    ShellChannel channel = started.channel();
    try {
      Ending ending = Waiting.on(channel.ending(), pulse, Waiting.deadline(limit), purpose);
      return outcome(ending);
    } catch (Waiting.OverException over) {
      Outcome outcome = timedOut(started, limit);
      lastWords(channel);
      return outcome;
    } catch (ExecutionException e) {
      throw new IllegalStateException("an ending is a value", e);
    } catch (RuntimeException stop) {
      kill(started, new Remembering(pulse));
      throw stop;
    }
  }

  private Outcome outcome(Ending ending) {
    return switch (ending) {
      case Ending.Exited(int status) -> new Outcome.Exited(status);
      case Ending.Signalled(String signal) -> new Outcome.Signalled(signal);
      case Ending.Untold(String why) -> {
        lease.connection().retire();
        yield new Outcome.Unknown(why);
      }
    };
  }

  private Outcome timedOut(Shells.Started started, Duration limit) {
    Remembering beats = new Remembering(pulse);
    boolean killed = kill(started, beats);
    beats.rethrow();
    return new Outcome.TimedOut(limit, killed);
  }

  private boolean kill(Shells.Started started, Pulse beats) {
    boolean killed = tools.killer.kill(started, beats);
    if (!killed) {
      logger.warn("{}: process group {} may still run", host, started.process());
      lease.connection().retire();
    }
    started.channel().release();
    return killed;
  }

  /** What was printed until it was killed may still be on its way. */
  private static void lastWords(ShellChannel channel) {
    try {
      channel.ending().get(LAST_WORDS.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (TimeoutException | ExecutionException silent) {
      logger.debug("a killed command did not close its channel", silent);
    }
  }

  /** Beats for as long as something must not be stopped, and throws afterwards. */
  private static final class Remembering implements Pulse {
    private final Pulse pulse;
    private @Nullable RuntimeException thrown;

    Remembering(Pulse pulse) {
      this.pulse = pulse;
    }

    @Override
    public void beat() {
      try {
        pulse.beat();
      } catch (RuntimeException e) {
        thrown = thrown == null ? e : thrown;
      }
    }

    void rethrow() {
      if (thrown != null) {
        throw thrown;
      }
    }
  }
}
