package io.slipway.standalone.engine;

import io.slipway.contract.SearchAttributes;
import io.slipway.starter.gateway.LocalEngine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The {@code temporal} program with its database in the state folder. It outlives the engine. */
final class DevServer implements LocalServer {
  private static final List<String> SETTINGS =
      List.of(
          // One worker polls: partitions would only make tasks wait for it to come round.
          "matching.numTaskqueueReadPartitions=1",
          "matching.numTaskqueueWritePartitions=1",
          // Any number may ask a stage at once: those that are too many would set back all others.
          "history.maxInFlightUpdates=0");

  private static final Logger logger = LoggerFactory.getLogger(DevServer.class);
  private static final Duration START_LIMIT = Duration.ofSeconds(60);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(10);
  private static final Duration PAUSE = Duration.ofMillis(20);
  private static final long LOG_LIMIT = 5_000_000;

  private final StateFolder folder;
  private final Programs programs;
  private final Path binary;
  private final int port;
  private final int uiPort;
  private ProcessHandle process;

  private DevServer(
      StateFolder folder,
      Programs programs,
      Path binary,
      int port,
      int uiPort,
      @Nullable ProcessHandle running)
      throws InterruptedException {
    this.folder = folder;
    this.programs = programs;
    this.binary = binary;
    this.port = port;
    this.uiPort = uiPort;
    this.process = running == null ? launch() : running;
  }

  /** Takes over the server that a killed engine left, or starts one, where it was if possible. */
  static DevServer open(
      StateFolder folder, Programs programs, Path binary, Optional<EngineNote> left)
      throws InterruptedException {
    Optional<EngineNote> durable = left.filter(n -> n.address().durable());
    int port = durable.map(n -> port(URI.create("grpc://" + n.address().target()))).orElse(0);
    int uiPort = durable.map(n -> n.address().webUi()).map(DevServer::port).orElse(0);
    Optional<ProcessHandle> running =
        durable.map(EngineNote::server).flatMap(ProcessMark::find).filter(p -> Ports.answers(port));
    if (running.isPresent()) {
      logger.info("Took over Temporal (process {}) at port {}", running.get().pid(), port);
      return new DevServer(folder, programs, binary, port, uiPort, running.get());
    }
    durable.map(EngineNote::server).flatMap(ProcessMark::find).ifPresent(DevServer::stop);
    return new DevServer(
        folder,
        programs,
        binary,
        port == 0 ? Ports.free() : Ports.freeLike(port),
        uiPort == 0 ? Ports.free() : Ports.freeLike(uiPort),
        null);
  }

  private static int port(URI address) {
    return address.getPort();
  }

  @Override
  public LocalEngine.Address address() {
    return new LocalEngine.Address(
        "127.0.0.1:" + port, "default", URI.create("http://127.0.0.1:" + uiPort), true);
  }

  @Override
  public ProcessMark process() {
    return ProcessMark.of(process);
  }

  @Override
  public boolean alive() {
    return process.isAlive();
  }

  @Override
  public void restart() throws InterruptedException {
    stop(process);
    process = launch();
  }

  @Override
  public void close() {
    stop(process);
  }

  private ProcessHandle launch() throws InterruptedException {
    Process started;
    try {
      rotateLog();
      started =
          new ProcessBuilder(command())
              .redirectInput(new java.io.File("/dev/null"))
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.serverLog().toFile()))
              .directory(folder.path().toFile())
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException("tried to start %s, but it failed".formatted(binary), e);
    }
    logger.info("Started Temporal (process {}) at port {}", started.pid(), port);
    long begun = System.nanoTime();
    while (!Ports.answers(port)) {
      if (!started.isAlive() || System.nanoTime() - begun > START_LIMIT.toNanos()) {
        stop(started.toHandle());
        throw new IllegalStateException(
            "tried to start %s, but it does not answer at port %d; its log is %s"
                .formatted(binary, port, folder.serverLog()));
      }
      Thread.sleep(PAUSE);
    }
    return started.toHandle();
  }

  private List<String> command() {
    List<String> command = new ArrayList<>();
    // A session of its own: Ctrl-C for the engine is not meant for it.
    programs.find("setsid").ifPresent(s -> command.add(s.toString()));
    command.addAll(List.of(binary.toString(), "server", "start-dev", "--log-level", "error"));
    command.addAll(List.of("--ip", "127.0.0.1", "--port", Integer.toString(port)));
    command.addAll(List.of("--ui-port", Integer.toString(uiPort)));
    command.addAll(List.of("--db-filename", folder.database().toString()));
    command.addAll(List.of("--sqlite-pragma", "journal_mode=wal"));
    command.addAll(List.of("--sqlite-pragma", "synchronous=normal"));
    for (String setting : SETTINGS) {
      command.addAll(List.of("--dynamic-config-value", setting));
    }
    SearchAttributes.ALL.forEach(
        a -> command.addAll(List.of("--search-attribute", a.getName() + "=Keyword")));
    return command;
  }

  private void rotateLog() throws IOException {
    Path log = folder.serverLog();
    if (Files.exists(log) && Files.size(log) > LOG_LIMIT) {
      Files.move(log, log.resolveSibling("temporal.log.1"), StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static void stop(ProcessHandle server) {
    server.destroy();
    try {
      server.onExit().get(STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      server.destroyForcibly();
    } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException e) {
      logger.warn("Temporal (process {}) does not stop, and is killed", server.pid());
      server.destroyForcibly();
    }
  }
}
