package io.slipway.standalone.demo;

import io.slipway.standalone.engine.Ports;
import io.slipway.starter.output.ExitCode;
import io.slipway.starter.output.ProblemException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Two sshd of the current user's, each with an address of loopback. Closing ends them. */
final class Hosts implements AutoCloseable {
  /** Name to address; all of 127.0.0.0/8 is loopback on Linux. */
  static final Map<String, String> ADDRESSES = addresses();

  private static final int TRIES = 200;
  private static final int PAUSE_MILLIS = 50;

  private final Workbench bench;
  private final List<Process> daemons = new ArrayList<>();
  private final int sshPort = Ports.free();
  private final int appPort = Ports.free();

  Hosts(Workbench bench) {
    this.bench = bench;
  }

  int sshPort() {
    return sshPort;
  }

  int appPort() {
    return appPort;
  }

  /** Starts them, and returns once they answer. */
  void start() throws InterruptedException {
    Path keys = bench.folder().resolve("keys");
    bench.write(keys.resolve("known_hosts"), "");
    makeKey(keys, "deployer");
    preparePrivilegeSeparation();
    StringBuilder known = new StringBuilder();
    for (Map.Entry<String, String> host : ADDRESSES.entrySet()) {
      makeKey(keys, host.getKey());
      known.append(
          "[%s]:%d %s%n"
              .formatted(
                  host.getValue(), sshPort, bench.read(keys.resolve(host.getKey() + ".pub"))));
      bench.write(
          home(host.getKey()).resolve("shop/shared/config/listen"),
          "%s %d%n".formatted(host.getValue(), appPort));
      startDaemon(host.getKey(), host.getValue());
    }
    bench.write(keys.resolve("known_hosts"), known.toString());
  }

  private void makeKey(Path keys, String name) throws InterruptedException {
    bench.run(keys, "ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", name, "-f", name);
  }

  /** sshd of root insists on this folder, which the system's own start would have made. */
  private static void preparePrivilegeSeparation() {
    if (System.getProperty("user.name").equals("root")) {
      try {
        Files.createDirectories(Path.of("/run/sshd"));
      } catch (IOException e) {
        throw new UncheckedIOException("tried to make /run/sshd, but it failed", e);
      }
    }
  }

  private void startDaemon(String name, String address) throws InterruptedException {
    Path config =
        bench.write(
            "sshd_config",
            bench.folder().resolve("keys/sshd_config." + name),
            Map.of(
                "SSH_PORT",
                Integer.toString(sshPort),
                "ADDRESS",
                address,
                "HOST",
                name,
                "FOLDER",
                bench.folder().toString()));
    Path log = bench.folder().resolve(name + ".sshd.log");
    Process daemon = bench.start(home(name), log, "sshd", "-D", "-e", "-f", config.toString());
    daemons.add(daemon);
    for (int tries = 0; !answers(address, sshPort); tries++) {
      if (!daemon.isAlive() || tries > TRIES) {
        throw new ProblemException(
            ExitCode.FAILED,
            "Tried to start an sshd at %s:%d, but %s".formatted(address, sshPort, bench.read(log)));
      }
      Thread.sleep(PAUSE_MILLIS);
    }
  }

  private Path home(String name) {
    return bench.folder().resolve(name);
  }

  @Override
  public void close() {
    ADDRESSES.keySet().forEach(this::endApplication);
    for (Process daemon : daemons) {
      daemon.descendants().forEach(ProcessHandle::destroy);
      daemon.destroy();
      try {
        if (!daemon.waitFor(5, TimeUnit.SECONDS)) {
          daemon.destroyForcibly();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        daemon.destroyForcibly();
      }
    }
  }

  private void endApplication(String name) {
    Path file = home(name).resolve("shop/shared/app.pid");
    if (Files.exists(file) && !bench.read(file).isEmpty()) {
      Optional<ProcessHandle> application = ProcessHandle.of(Long.parseLong(bench.read(file)));
      application.filter(a -> runsIn(a, bench.folder())).ifPresent(ProcessHandle::destroy);
    }
  }

  /** The number could be another process's by now. */
  private static boolean runsIn(ProcessHandle process, Path folder) {
    String[] arguments = process.info().arguments().orElse(new String[0]);
    return String.join(" ", arguments).contains(folder.toString());
  }

  private static boolean answers(String address, int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getAllByName(address)[0], port), 500);
      return true;
    } catch (IOException notYet) {
      return false;
    }
  }

  private static Map<String, String> addresses() {
    Map<String, String> addresses = new LinkedHashMap<>();
    addresses.put("web1", "127.0.0.1");
    addresses.put("web2", "127.0.0.2");
    return addresses;
  }
}
