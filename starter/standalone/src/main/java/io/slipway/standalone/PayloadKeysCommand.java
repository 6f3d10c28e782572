package io.slipway.standalone;

import io.slipway.codec.KeyRingText;
import io.slipway.codec.PayloadKey;
import io.slipway.starter.command.HelpOption;
import io.slipway.starter.output.ExitCode;
import io.slipway.starter.output.ProblemException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code slipway payload-keys}: makes keys that Temporal's payloads are encrypted with. */
@Command(
    name = "payload-keys",
    description = "Make keys for the encryption of what Temporal keeps.",
    synopsisSubcommandLabel = "COMMAND")
final class PayloadKeysCommand implements Runnable {
  @Spec CommandSpec spec;
  @Mixin HelpOption help;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Say what to do: slipway payload-keys new");
  }

  @Command(
      name = "new",
      description = {
        "Make a key ring with one new key, or put a new key before the others of a ring.",
        "Give the ring to all workers and commands before any worker writes with the new key."
      })
  int make(
      @Mixin HelpOption help,
      @Option(
              names = "--id",
              paramLabel = "ID",
              description = "What payloads name the key by. Default: today's date (UTC).")
          @Nullable String id,
      @Option(
              names = "--output",
              paramLabel = "FILE",
              description = "Write to this file (0600) instead of the terminal.")
          @Nullable Path output,
      @Option(
              names = "--rotate",
              description = "The file is there: put the key before those in it.")
          boolean rotate) {
    if (rotate && output == null) {
      throw new ParameterException(spec.commandLine(), "--rotate needs --output FILE.");
    }
    String line = KeyRingText.line(key(id == null ? LocalDate.now(ZoneOffset.UTC).toString() : id));
    if (output == null) {
      spec.commandLine().getOut().println(line);
      spec.commandLine().getOut().flush();
      return ExitCode.DONE.number();
    }
    try {
      write(line + System.lineSeparator(), output, rotate);
    } catch (FileAlreadyExistsException e) {
      throw new ProblemException(
          ExitCode.USAGE,
          "%s: tried to write a key ring, but the file is there already. Add a key with --rotate."
              .formatted(output),
          e);
    } catch (IOException e) {
      throw new ProblemException(
          ExitCode.FAILED,
          "%s: tried to write a key ring, but %s. Look at the folder and its owner."
              .formatted(output, e.getClass().getSimpleName()),
          e);
    }
    return ExitCode.DONE.number();
  }

  private PayloadKey key(String id) {
    byte[] bytes = new byte[PayloadKey.LENGTH];
    new SecureRandom().nextBytes(bytes);
    try {
      return PayloadKey.of(id, bytes);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), "--id: " + e.getMessage(), e);
    }
  }

  /** The old ring is replaced in one instant, and a faulty one is left alone. */
  private static void write(String line, Path file, boolean rotate) throws IOException {
    var owners = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    if (!rotate) {
      Files.createFile(file, owners);
      Files.writeString(file, line);
      return;
    }
    String ring = line + Files.readString(file);
    try {
      var unused = KeyRingText.read(ring, file.toString());
    } catch (IllegalArgumentException e) {
      throw new ProblemException(ExitCode.USAGE, String.valueOf(e.getMessage()), e);
    }
    Path folder = file.toAbsolutePath().getParent();
    Path next = Files.createTempFile(folder, ".payload-keys-", "", owners);
    Files.writeString(next, ring);
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
