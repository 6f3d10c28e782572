package io.slipway.shell;

import io.slipway.domain.HostName;
import io.slipway.domain.RemotePath;
import java.io.OutputStream;
import java.nio.file.Path;

/** One host, logged in. Use by one thread at a time. */
public interface HostSession {
  HostName host();

  /**
   * Runs a script in a POSIX shell and returns when it has ended, however it has ended.
   *
   * @throws HostFaultException when the script could not be sent, so that nothing has run
   */
  Finished run(Script script);

  /**
   * Makes a file on the host from a local one: whole, with this content, or not at all. Its mode is
   * 0600.
   *
   * @param sha256 of the content, in lower-case hexadecimal; compared on the host
   * @throws HostFaultException when the host could not take it
   */
  void upload(Path file, String sha256, RemotePath to);

  /**
   * Reads a file of the host, as it is.
   *
   * @param size of the file in bytes; nothing is taken for it that is longer or shorter
   * @param to gets the bytes in order, and is not closed
   * @throws HostFaultException when it could not be had whole
   */
  void download(RemotePath from, long size, OutputStream to);
}
