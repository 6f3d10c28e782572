package io.slipway.shell;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.slipway.contract.FailureType;
import io.slipway.contract.HostFailure;
import io.slipway.domain.HostName;
import io.slipway.domain.RemotePath;
import io.slipway.testbench.Launch;
import io.slipway.testbench.Program;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;

/**
 * Hosts that are all this machine: scripts run in a local shell, in a process group of their own.
 * Like a real host it tells exits from signals, kills the group when time is over or the pulse
 * throws, and leaves alone what has made itself a session of its own.
 */
public final class LocalShell implements HostSessions {
  private static final int KEPT = 512 * 1024;

  /** Java cannot tell an exit with 137 from a KILL; perl can. Arguments: folder, program... */
  private static final String PARENT =
      """
      use POSIX; my $d = shift; my $pid = fork;
      if (!$pid) { POSIX::setsid(); exec @ARGV; POSIX::_exit(127); }
      open F, ">", "$d/pid.new"; print F $pid; close F; rename "$d/pid.new", "$d/pid";
      close STDIN; close STDOUT; close STDERR;
      waitpid $pid, 0;
      open F, ">", "$d/end.new"; print F $? & 127 ? "signal " . ($? & 127) : "exit " . ($? >> 8); close F;
      rename "$d/end.new", "$d/end";
      """;

  private final List<String> shell;
  private final Map<String, String> environment = new LinkedHashMap<>();
  private volatile UnaryOperator<Script> change = UnaryOperator.identity();

  public LocalShell(String... shell) {
    this.shell = List.of(shell);
  }

  public LocalShell with(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  /** From now on, scripts are changed like this before they run: for faults to order. */
  public void changeScripts(UnaryOperator<Script> by) {
    change = by;
  }

  @Override
  public <T> T withSession(HostAccess access, Pulse pulse, SessionWork<T> work) {
    return work.with(new Session(access.host().name(), pulse));
  }

  @Override
  public void close() {}

  private final class Session implements HostSession {
    private final HostName name;
    private final Pulse pulse;

    Session(HostName name, Pulse pulse) {
      this.name = name;
      this.pulse = pulse;
    }

    @Override
    public HostName host() {
      return name;
    }

    @Override
    public Finished run(Script ordered) {
      Script script = change.apply(ordered);
      Path folder = make();
      try {
        return run(script, folder);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while a script ran", e);
      } finally {
        remove(folder);
      }
    }

    private Finished run(Script script, Path folder) throws IOException, InterruptedException {
      Process parent = start(folder);
      CompletableFuture<Captured> out = read(parent.getInputStream());
      CompletableFuture<Captured> err = read(parent.getErrorStream());
      boolean ended = false;
      try {
        try (OutputStream in = parent.getOutputStream()) {
          in.write(script.text().getBytes(UTF_8));
        } catch (IOException shellIsGone) {
          // It was killed before it had read all; its end tells.
        }
        long deadline = System.nanoTime() + script.timeout().toNanos();
        while (!parent.waitFor(50, TimeUnit.MILLISECONDS)) {
          pulse.beat();
          if (System.nanoTime() > deadline) {
            end(folder);
            ended = true;
            parent.waitFor();
            return new Finished(new Outcome.TimedOut(script.timeout(), true), text(out), text(err));
          }
        }
        ended = true;
        return new Finished(outcome(folder), text(out), text(err));
      } finally {
        if (!ended) {
          end(folder);
          parent.waitFor();
        }
      }
    }

    private Process start(Path folder) throws IOException {
      List<String> command = new ArrayList<>(List.of("perl", "-e", PARENT, folder.toString()));
      command.addAll(shell);
      command.add("-s");
      ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
      builder.environment().putAll(environment);
      return builder.start();
    }

    @Override
    public void upload(Path file, String sha256, RemotePath to) {
      Path target = Path.of(to.value());
      Path unfinished = target.resolveSibling(target.getFileName() + ".part");
      try {
        Files.copy(file, unfinished, StandardCopyOption.REPLACE_EXISTING);
        Files.setPosixFilePermissions(unfinished, PosixFilePermissions.fromString("rw-------"));
        String sum =
            HexFormat.of()
                .formatHex(
                    MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(unfinished)));
        if (!sum.equals(sha256)) {
          throw refused(to, "its checksum is %s".formatted(sum));
        }
        Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE);
      } catch (IOException e) {
        throw refused(to, String.valueOf(e));
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException(e);
      }
    }

    private HostFaultException refused(RemotePath to, String reason) {
      return new HostFaultException(
          new HostFailure(
              name, FailureType.HOST_COMMAND_FAILED, null, "upload " + to, reason, "", ""));
    }
  }

  private static Outcome outcome(Path folder) throws IOException {
    String[] end = Files.readString(folder.resolve("end")).split(" ");
    return end[0].equals("exit")
        ? new Outcome.Exited(Integer.parseInt(end[1]))
        : new Outcome.Signalled(
            Program.run(Launch.of("bash", "-c", "kill -l " + end[1]), Duration.ofSeconds(5))
                .strip());
  }

  private static void end(Path folder) throws IOException, InterruptedException {
    Path pid = folder.resolve("pid");
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (!Files.exists(pid) && System.nanoTime() < deadline) {
      Thread.onSpinWait();
    }
    new ProcessBuilder("kill", "-KILL", "--", "-" + Files.readString(pid)).start().waitFor();
  }

  private static CompletableFuture<Captured> read(InputStream from) {
    CompletableFuture<Captured> read = new CompletableFuture<>();
    Thread.ofPlatform()
        .daemon()
        .start(
            () -> {
              try (from) {
                byte[] kept = from.readNBytes(KEPT);
                long more = from.transferTo(OutputStream.nullOutputStream());
                read.complete(new Captured(new String(kept, UTF_8), more));
              } catch (IOException e) {
                read.completeExceptionally(e);
              }
            });
    return read;
  }

  /** A script that has ended must not leave its output open: a real connection would hang. */
  private static Captured text(CompletableFuture<Captured> stream) throws InterruptedException {
    try {
      return stream.get(5, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new AssertionError("the script has ended, but something holds its output open", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Path make() {
    try {
      return Files.createTempDirectory("slipway-shell-");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void remove(Path folder) {
    for (String file : List.of("pid", "end", "pid.new", "end.new")) {
      try {
        Files.deleteIfExists(folder.resolve(file));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    try {
      Files.deleteIfExists(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
