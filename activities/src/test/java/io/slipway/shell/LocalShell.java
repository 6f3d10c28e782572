package io.slipway.shell;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.slipway.contract.FailureType;
import io.slipway.contract.HostFailure;
import io.slipway.domain.HostName;
import io.slipway.domain.RemotePath;
import io.slipway.testbench.Launch;
import io.slipway.testbench.Program;
import java.io.ByteArrayOutputStream;
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
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/**
 * Hosts that are all this machine: scripts run in a local shell, in a process group of their own.
 * Like a real host it tells exits from signals, kills the group when time is over or the pulse
 * throws, and leaves alone what has made itself a session of its own.
 */
public final class LocalShell implements HostSessions {
  private static final int KEPT = 64 * 1024;
  private static final Duration GRACE = Duration.ofSeconds(2);

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
      Stream out = new Stream(parent.getInputStream());
      Stream err = new Stream(parent.getErrorStream());
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
            return new Finished(
                new Outcome.TimedOut(script.timeout(), true), out.captured(), err.captured());
          }
        }
        ended = true;
        return new Finished(outcome(folder), out.captured(), err.captured());
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
          Files.delete(unfinished);
          throw refused(to, "its checksum is %s".formatted(sum));
        }
        Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE);
      } catch (IOException e) {
        throw refused(to, String.valueOf(e));
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public void download(RemotePath from, long size, OutputStream to) {
      try {
        if (Files.size(Path.of(from.value())) != size) {
          throw refused(from, "it has another size");
        }
        Files.copy(Path.of(from.value()), to);
      } catch (IOException e) {
        throw refused(from, String.valueOf(e));
      }
    }

    private HostFaultException refused(RemotePath to, String reason) {
      return new HostFaultException(
          new HostFailure(
              name, FailureType.HOST_COMMAND_FAILED, null, "move " + to, reason, "", ""));
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

  /** What a stream has brought until now, and whether it has ended. */
  private static final class Stream {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final Thread reader;

    Stream(InputStream from) {
      reader =
          Thread.ofPlatform()
              .daemon()
              .start(
                  () -> {
                    try (from) {
                      from.transferTo(bytes);
                    } catch (IOException e) {
                      throw new UncheckedIOException(e);
                    }
                  });
    }

    /** A process that the script left behind gets a while to close it, as on a real host. */
    Captured captured() throws InterruptedException {
      reader.join(GRACE);
      byte[] all = bytes.toByteArray();
      int omitted = Math.max(0, all.length - 2 * KEPT);
      return omitted == 0
          ? new Captured(new String(all, UTF_8), 0)
          : new Captured(
              new String(all, 0, KEPT, UTF_8)
                  + "\n[left out]\n"
                  + new String(all, all.length - KEPT, KEPT, UTF_8),
              omitted);
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
