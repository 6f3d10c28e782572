package io.slipway.ssh;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.slipway.contract.FailureType;
import io.slipway.domain.RemotePath;
import io.slipway.shell.Captured;
import io.slipway.shell.Outcome;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/**
 * Brings a file to a host through {@code cat}, which is quicker than SFTP: into a file beside the
 * target, compared by size and checksum, made durable, then renamed.
 */
record Upload(Path file, long size, String sha256, RemotePath to) {
  private static final int TEMPORARY_FAILURE = 75;
  private static final int CANNOT_CREATE = 73;
  private static final int NO_TOOL = 69;
  private static final int IS_FOLDER = 66;
  private static final int DIFFERENT = 65;

  /** Names come first over standard input, a line each, so that ps shows none of them. */
  static final String COMMAND =
      """
      exec sh -c '
      %s;
      umask 077;
      IFS= read -r to && IFS= read -r part && IFS= read -r sum && IFS= read -r size || exit 64;
      if [ -d "$to" ]; then exit 66; fi;
      trap "rm -f \\"\\$part\\"" 0; trap "exit 1" 1 2 15;
      if ! cat >"$part"; then
        free=$(df -Pk "${part%%/*}" | { read -r head; read -r device all used free rest; echo "$free"; });
        if [ "$free" -le "$((size / 1024 + 1))" ]; then exit 75; fi;
        exit 73;
      fi;
      if [ "$(wc -c <"$part")" -ne "$size" ]; then exit 65; fi;
      for tool in sha256sum "shasum -a 256" "openssl dgst -sha256 -r"; do
        if got=$($tool 2>/dev/null <"$part"); then
          if [ "${got%%%% *}" != "$sum" ]; then exit 65; fi;
          sync "$part" 2>/dev/null || sync;
          mv -f "$part" "$to" || exit 73;
          sync "${to%%/*}" 2>/dev/null || sync;
          exit 0;
        fi;
      done;
      exit 69'
      """
          .formatted(Announcement.COMMAND)
          .replaceAll("\\s*\\R\\s*", " ")
          .strip();

  static Upload of(Path file, String sha256, RemotePath to) {
    try {
      return new Upload(file, Files.size(file), sha256, to);
    } catch (IOException e) {
      throw new UncheckedIOException("tried to read %s, but failed".formatted(file), e);
    }
  }

  void writeTo(OutputStream in) throws IOException {
    String target = to.value();
    int slash = target.lastIndexOf('/');
    String part =
        "%s/.%s.%s.part"
            .formatted(target.substring(0, slash), target.substring(slash + 1), UUID.randomUUID());
    in.write("%s\n%s\n%s\n%d\n".formatted(target, part, sha256, size).getBytes(UTF_8));
    Files.copy(file, in);
  }

  SshFault fault(String purpose, Outcome outcome, Captured err) {
    return Transfer.fault(purpose, outcome, status -> fault(purpose, status, err.text().strip()));
  }

  private SshFault fault(String purpose, int status, String said) {
    return switch (status) {
      case TEMPORARY_FAILURE ->
          new SshFault(
              FailureType.DISK_FULL,
              purpose,
              "there is no room for its %,d bytes".formatted(size),
              "Free some space on the host.");
      case DIFFERENT ->
          new SshFault(
              FailureType.CONNECTION_LOST,
              purpose,
              "what arrived does not have the checksum %s".formatted(sha256),
              "Nothing was put in its place. Has the file changed meanwhile?");
      case IS_FOLDER ->
          new SshFault(
              FailureType.PRECONDITION_FAILED, purpose, "a directory is there", "Remove it.");
      case NO_TOOL ->
          new SshFault(
              FailureType.PRECONDITION_FAILED,
              purpose,
              "the host has none of sha256sum, shasum and openssl",
              "Install one of them.");
      case CANNOT_CREATE ->
          new SshFault(
              FailureType.HOST_COMMAND_FAILED,
              purpose,
              "the host says: " + said,
              "Does the directory exist, and may this user write to it?");
      default ->
          new SshFault(
              FailureType.HOST_COMMAND_FAILED,
              purpose,
              "it ended with status %d: %s".formatted(status, said),
              "Look at the host.");
    };
  }
}
