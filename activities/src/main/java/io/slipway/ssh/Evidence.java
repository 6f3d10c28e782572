package io.slipway.ssh;

import java.io.InterruptedIOException;
import java.util.concurrent.TimeoutException;
import net.schmizz.sshj.common.DisconnectReason;
import net.schmizz.sshj.common.SSHException;
import org.jspecify.annotations.Nullable;

/** What a chain of the library's exceptions tells without reading texts. */
final class Evidence {
  private Evidence() {}

  /** Whether it is for want of an answer that something failed. */
  static boolean timedOut(@Nullable Throwable e) {
    for (Throwable t = e; t != null; t = t.getCause()) {
      if (t instanceof TimeoutException || t instanceof InterruptedIOException) {
        return true;
      }
    }
    return false;
  }

  /** The reason that one side gave for hanging up; null when none did. */
  static @Nullable DisconnectReason reasonOf(@Nullable Throwable e) {
    for (Throwable t = e; t != null; t = t.getCause()) {
      if (t instanceof SSHException ssh && ssh.getDisconnectReason() != DisconnectReason.UNKNOWN) {
        return ssh.getDisconnectReason();
      }
    }
    return null;
  }

  /** Whether the other side said no to a request, and nothing else is wrong. */
  static boolean declined(Exception e) {
    return e instanceof SSHException && e.getCause() == null && reasonOf(e) == null;
  }
}
