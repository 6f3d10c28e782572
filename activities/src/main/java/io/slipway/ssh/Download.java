package io.slipway.ssh;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.slipway.contract.FailureType;
import io.slipway.domain.RemotePath;
import io.slipway.shell.Outcome;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Brings a file from a host through {@code cat}. The shell there stays until all bytes are here: a
 * host tells of a command's end while what it wrote may still be on its way.
 */
final class Download implements Sink {
  private static final int NOT_THERE = 66;
  private static final int DIFFERENT = 65;

  /** The name comes over standard input, so that ps does not show it. */
  static final String COMMAND =
      """
      exec sh -c '
      %s;
      IFS= read -r from && IFS= read -r size || exit 64;
      if ! [ -f "$from" ]; then exit 66; fi;
      if [ "$(wc -c <"$from")" -ne "$size" ]; then exit 65; fi;
      cat "$from" || exit 74;
      read -r end;
      exit 0'
      """
          .formatted(Announcement.COMMAND)
          .replaceAll("\\s*\\R\\s*", " ")
          .strip();

  private final RemotePath from;
  private final long size;
  private final OutputStream to;
  private final CompletableFuture<Boolean> whole = new CompletableFuture<>();
  private long taken;

  Download(RemotePath from, long size, OutputStream to) {
    this.from = from;
    this.size = size;
    this.to = to;
    if (size == 0) {
      whole.complete(true);
    }
  }

  @Override
  public boolean take(byte[] bytes, int offset, int length) {
    if (length == 0) {
      return true;
    }
    taken += length;
    if (taken > size) {
      return refused(
          new SshFault(
              FailureType.RELEASE_MISSING,
              purpose(),
              "more came than the %,d bytes that it had".formatted(size),
              "Start the run again: somebody has changed it."));
    }
    try {
      to.write(bytes, offset, length);
    } catch (IOException e) {
      return refused(
          new SshFault(
              FailureType.SOURCE_UNREACHABLE,
              purpose(),
              "it cannot be kept in the worker's cache: %s".formatted(e.getMessage()),
              "Make room there; the cache folder may be deleted.",
              e));
    }
    if (taken == size) {
      whole.complete(true);
    }
    return true;
  }

  private boolean refused(SshFault why) {
    whole.completeExceptionally(why);
    return false;
  }

  /** Verb phrase that completes "tried to …". */
  String purpose() {
    return "fetch %s".formatted(from);
  }

  /** Asks for the file, and keeps the shell waiting until it is here, or the channel has ended. */
  void ask(OutputStream in, CompletableFuture<?> ending) throws IOException {
    in.write("%s\n%d\n".formatted(from, size).getBytes(UTF_8));
    in.flush();
    var unused = CompletableFuture.anyOf(whole.handle((done, failed) -> true), ending).join();
  }

  /** Null when all of it is here. */
  @Nullable SshFault fault(Outcome outcome, String said) {
    if (whole.isCompletedExceptionally() && whole.exceptionNow() instanceof SshFault fault) {
      return fault;
    }
    String purpose = purpose();
    boolean came = whole.isDone() && outcome.equals(new Outcome.Exited(0));
    return came ? null : Transfer.fault(purpose, outcome, status -> fault(purpose, status, said));
  }

  private static SshFault fault(String purpose, int status, String said) {
    return switch (status) {
      case 0 ->
          new SshFault(
              FailureType.CONNECTION_LOST,
              purpose,
              "not all of it came",
              "Look at the host and the network if it happens again.");
      case NOT_THERE ->
          new SshFault(
              FailureType.RELEASE_MISSING,
              purpose,
              "it is not there",
              "Start the run again: somebody has removed it.");
      case DIFFERENT ->
          new SshFault(
              FailureType.RELEASE_MISSING,
              purpose,
              "it does not have the size that it had",
              "Start the run again: somebody has changed it.");
      default ->
          new SshFault(
              FailureType.HOST_COMMAND_FAILED,
              purpose,
              "it ended with status %d: %s".formatted(status, said),
              "Look at the host.");
    };
  }
}
