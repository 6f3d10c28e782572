package io.slipway.ssh;

import io.slipway.shell.Captured;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import net.schmizz.sshj.common.Buffer;
import net.schmizz.sshj.common.DisconnectReason;
import net.schmizz.sshj.common.Message;
import net.schmizz.sshj.common.SSHException;
import net.schmizz.sshj.common.SSHPacket;
import net.schmizz.sshj.connection.Connection;
import net.schmizz.sshj.connection.ConnectionException;
import net.schmizz.sshj.connection.channel.ChannelInputStream;
import net.schmizz.sshj.connection.channel.direct.SessionChannel;
import net.schmizz.sshj.transport.TransportException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A channel that takes what a command prints when it arrives, on the connection's own reading
 * thread: nobody has to drain it, so nothing can block for want of that, and its end is an event
 * instead of a thread that waits.
 */
final class ShellChannel extends SessionChannel {
  private static final Logger logger = LoggerFactory.getLogger(ShellChannel.class);

  /** What a process that the command left behind gets to close its output. */
  private static final Duration GRACE = Duration.ofSeconds(2);

  private static final int KEPT = 64 * 1024;

  private final IoThreads threads;
  private final Watchdog watchdog;
  private final Announcement announcement = new Announcement();
  private final HeadTail out = new HeadTail(KEPT, KEPT);
  private final HeadTail err = new HeadTail(KEPT, KEPT);
  private final CompletableFuture<Long> process = new CompletableFuture<>();
  private final CompletableFuture<Ending> ending = new CompletableFuture<>();
  private volatile @Nullable Ending told;
  private volatile @Nullable SSHException failure;
  private final Sink sink;

  /** How a command ended. */
  sealed interface Ending {
    record Exited(int status) implements Ending {}

    record Signalled(String signal) implements Ending {}

    /** The channel is gone, and the host has not told. */
    record Untold(String why) implements Ending {}
  }

  /**
   * @param sink gets what the command prints; null to keep its beginning and its end
   */
  ShellChannel(Connection connection, IoThreads threads, Watchdog watchdog, @Nullable Sink sink) {
    super(connection);
    this.threads = threads;
    this.watchdog = watchdog;
    this.sink = sink == null ? this::keep : sink;
  }

  private boolean keep(byte[] bytes, int offset, int length) {
    out.add(bytes, offset, length);
    return true;
  }

  /** The process id of the shell; fails when the channel ends before the shell has told it. */
  CompletableFuture<Long> process() {
    return process;
  }

  CompletableFuture<Ending> ending() {
    return ending;
  }

  Captured out() {
    return out.captured();
  }

  Captured err() {
    return err.captured();
  }

  /** What was printed by something else before, or instead of, the shell. */
  String noise() {
    return (announcement.noise() + "\n" + err.captured().text()).strip();
  }

  /** The command's standard input. */
  OutputStream in() {
    return getOutputStream();
  }

  /** Lets go of the channel, without waiting for the host's answer. */
  void release() {
    threads.executeAlways(
        () -> {
          try {
            sendClose();
          } catch (IOException e) {
            logger.debug("closing a channel failed", e);
          }
        });
  }

  @Override
  protected void receiveInto(ChannelInputStream stream, SSHPacket packet) throws SSHException {
    int length = length(packet);
    Announcement.Found found = announcement.take(packet.array(), packet.rpos(), length);
    boolean wanted = sink.take(packet.array(), packet.rpos() + length - found.rest(), found.rest());
    found.process().ifPresent(process::complete);
    if (wanted) {
      taken(length);
    } else {
      release();
    }
  }

  @Override
  protected void gotExtendedData(SSHPacket packet) throws SSHException {
    packet.readUInt32(); // there is only one such stream
    int length = length(packet);
    err.add(packet.array(), packet.rpos(), length);
    taken(length);
  }

  @Override
  public void handleRequest(String request, SSHPacket packet)
      throws ConnectionException, TransportException {
    try {
      switch (request) {
        case "exit-status" -> told(new Ending.Exited(packet.readUInt32AsInt()));
        case "exit-signal" -> told(new Ending.Signalled(packet.readString()));
        default -> super.handleRequest(request, packet);
      }
    } catch (Buffer.BufferException e) {
      throw new ConnectionException(e);
    }
  }

  @Override
  public void notifyError(SSHException error) {
    failure = error;
    super.notifyError(error);
  }

  @Override
  protected void finishOff() {
    super.finishOff();
    end();
  }

  /** A process that holds the output open must not hold us. */
  private void told(Ending how) {
    told = how;
    watchdog.after(
        GRACE,
        () -> {
          if (!ending.isDone()) {
            end();
            release();
          }
        });
  }

  private void end() {
    if (ending == null) {
      return; // the channel failed while it was being made
    }
    Ending known = told;
    SSHException broken = failure;
    String why =
        broken == null
            ? "the host closed the channel without telling how it ended"
            : "the connection broke";
    ending.complete(known == null ? new Ending.Untold(why) : known);
    process.completeExceptionally(
        broken == null ? new IOException("the channel was closed") : broken);
  }

  private int length(SSHPacket packet) throws SSHException {
    int length = packet.readUInt32AsInt();
    if (length < 0 || length > getLocalMaxPacketSize() || length > packet.available()) {
      throw new ConnectionException(DisconnectReason.PROTOCOL_ERROR, "bad length of data");
    }
    return length;
  }

  /** Lets the host send as much again. */
  private void taken(int length) throws SSHException {
    lwin.consume(length);
    long more = lwin.neededAdjustment();
    if (more > 0) {
      trans.write(newBuffer(Message.CHANNEL_WINDOW_ADJUST).putUInt32(more));
      lwin.expand(more);
    }
  }
}
