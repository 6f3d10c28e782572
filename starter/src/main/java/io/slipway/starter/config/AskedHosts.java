package io.slipway.starter.config;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Asks commands and inventories for hosts, in the folder of slipway.yml, and AWS. */
final class AskedHosts implements HostSource {
  /** More than 10 000 hosts with all that can be said of them. */
  private static final long MOST_BYTES = 32L << 20;

  private final Path folder;
  private final Supplier<CloudHosts> cloud;
  private final Consumer<String> notes;

  /**
   * @param cloud is got only when an entry needs it
   * @param notes is told what is no fault, and good to know
   */
  AskedHosts(Path file, Supplier<CloudHosts> cloud, Consumer<String> notes) {
    this.folder = Objects.requireNonNull(file.toAbsolutePath().getParent());
    this.cloud = cloud;
    this.notes = notes;
  }

  @Override
  public List<HostSpec> hosts(FromSpec from) throws SourceFault {
    if (from.ec2() != null || from.ssm() != null) {
      return new CloudEntry(cloud.get(), notes).hosts(from);
    }
    List<String> ansible =
        from.ansible() == null
            ? List.of()
            : from.ansible().stream().map(Objects::requireNonNull).toList();
    if (ansible.isEmpty()) {
      String command = Objects.requireNonNull(from.command());
      return PrintedHosts.of(told(List.of("sh", "-c", command), from.patience()));
    }
    List<String> inventory = new ArrayList<>(List.of("ansible-inventory", "--list"));
    ansible.forEach(path -> inventory.addAll(List.of("-i", path)));
    return AnsibleHosts.of(told(inventory, from.patience()), from.chosenGroup());
  }

  private String told(List<String> command, Duration patience) throws SourceFault {
    try {
      Path told = Files.createTempFile("slipway-hosts", ".out");
      Path said = Files.createTempFile("slipway-hosts", ".err");
      try {
        run(command, patience, told, said);
        if (Files.size(told) > MOST_BYTES) {
          throw new SourceFault("told more than 32 MiB", "Have it tell hosts only.");
        }
        return Files.readString(told);
      } finally {
        Files.delete(told);
        Files.delete(said);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("tried to ask for hosts in %s".formatted(folder), e);
    }
  }

  private void run(List<String> command, Duration patience, Path told, Path said)
      throws IOException, SourceFault {
    Process process = start(command, told, said);
    try {
      process.getOutputStream().close();
      if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new SourceFault(
            "was not done in %d s".formatted(patience.toSeconds()),
            "Give it more time with timeout.");
      }
      if (process.exitValue() != 0) {
        throw new SourceFault(
            "ended with status %d: %s".formatted(process.exitValue(), tail(said)),
            "Mend it; nothing was touched.");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SourceFault("was interrupted", "Nothing was touched.");
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  private Process start(List<String> command, Path told, Path said) throws SourceFault {
    try {
      return new ProcessBuilder(command)
          .directory(folder.toFile())
          .redirectOutput(told.toFile())
          .redirectError(said.toFile())
          .start();
    } catch (IOException e) {
      throw new SourceFault(
          "needs %s, and there is none on the PATH".formatted(command.getFirst()),
          "Install it, or list the hosts.");
    }
  }

  private static String tail(Path said) throws IOException {
    String text = new String(Files.readAllBytes(said), UTF_8).strip();
    return text.isEmpty()
        ? "it said nothing"
        : TextRules.quoted(text.lines().reduce("", (before, line) -> line));
  }
}
