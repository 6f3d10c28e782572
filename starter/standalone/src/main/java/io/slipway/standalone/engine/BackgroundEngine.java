package io.slipway.standalone.engine;

import io.slipway.starter.gateway.LocalEngine;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The engine as commands see it: found by its note, started when there is none. */
public final class BackgroundEngine implements LocalEngine {
  private static final Duration START_LIMIT = Duration.ofSeconds(90);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(60);
  private static final Duration PAUSE = Duration.ofMillis(20);
  private static final int TOLD_LINES = 15;

  private final StateFolder folder;
  private final EngineLauncher launcher;

  public BackgroundEngine(Map<String, String> environment, Path home) {
    this.folder = StateFolder.of(environment, home);
    this.launcher = new EngineLauncher(folder, new Programs(environment, home), environment);
  }

  public StateFolder folder() {
    return folder;
  }

  @Override
  public Address start(PrintWriter notes) {
    folder.create();
    folder.touch();
    try {
      Address address = usable().isPresent() ? usable().get().address() : startLocked(notes);
      if (!address.durable()) {
        notes.println(
            "There is no 'temporal' program, so runs are kept in memory only, without a Web UI:"
                + " they are lost when the local engine ends. Install it: dev/components install"
                + " temporal");
        notes.flush();
      }
      return address;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EngineException("Interrupted while the local engine was starting.", e);
    }
  }

  @Override
  public Optional<Address> running() {
    return note().map(EngineNote::address);
  }

  /** What the engine that runs has noted. */
  Optional<EngineNote> note() {
    return EngineNote.read(folder).filter(EngineNote::alive).filter(EngineNote::ready);
  }

  /** Stops it and its server, and returns once they are gone; false when it does not run. */
  public boolean stop() {
    Optional<ProcessHandle> engine = EngineNote.read(folder).flatMap(n -> n.engine().find());
    engine.ifPresent(this::stop);
    return engine.isPresent();
  }

  /** Does something while nobody has the database open: stops the engine, and keeps it so. */
  void atRest(Runnable work) {
    if (note().isEmpty()
        && EngineNote.read(folder).map(EngineNote::server).flatMap(ProcessMark::find).isPresent()) {
      // A server that a killed engine has left ends in order only with an engine.
      var unused = start(new PrintWriter(Writer.nullWriter()));
    }
    try (FolderLock lock = FolderLock.take(folder.startLock(), START_LIMIT).orElse(null)) {
      if (lock == null) {
        throw late("another command is starting it, and has not ended");
      }
      boolean unused = stop();
      work.run();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EngineException("Interrupted while the local engine was stopping.", e);
    }
  }

  private void stop(ProcessHandle engine) {
    engine.destroy();
    try {
      engine.onExit().get(STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException e) {
      throw new EngineException(
          "Tried to stop the local engine (process %d), but it has not ended after %d s. Look at %s."
              .formatted(engine.pid(), STOP_LIMIT.toSeconds(), folder.engineLog()),
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EngineException("Interrupted while the local engine was stopping.", e);
    }
  }

  private Optional<EngineNote> usable() {
    return note().filter(n -> n.build().equals(Build.id()));
  }

  private Address startLocked(PrintWriter notes) throws InterruptedException {
    try (FolderLock lock = FolderLock.take(folder.startLock(), START_LIMIT).orElse(null)) {
      if (lock == null) {
        throw late("another command is starting it, and has not ended");
      }
      Optional<EngineNote> already = usable();
      if (already.isPresent()) {
        return already.get().address();
      }
      notes.println(
          "Starting the local engine in the background (slipway server status). It takes unsigned"
              + " requests.");
      notes.flush();
      note().flatMap(n -> n.engine().find()).ifPresent(this::stop);
      return awaitReady(launcher.launch());
    }
  }

  private Address awaitReady(Process engine) throws InterruptedException {
    long begun = System.nanoTime();
    while (true) {
      Optional<EngineNote> ready = usable();
      if (ready.isPresent()) {
        return ready.get().address();
      }
      if (!engine.isAlive()) {
        throw late("it ended with %d".formatted(engine.exitValue()));
      }
      if (System.nanoTime() - begun > START_LIMIT.toNanos()) {
        engine.destroy();
        throw late("it is not ready after %d s".formatted(START_LIMIT.toSeconds()));
      }
      Thread.sleep(PAUSE);
    }
  }

  private EngineException late(String reason) {
    return new EngineException(
        "Tried to start the local engine, but %s. Look at %s and %s.%s"
            .formatted(reason, folder.engineLog(), folder.output(), lastOutput()),
        null);
  }

  private String lastOutput() {
    try {
      List<String> lines = Files.readAllLines(folder.output());
      return lines.stream()
          .skip(Math.max(0, lines.size() - TOLD_LINES))
          .map(l -> System.lineSeparator() + "  " + l)
          .reduce("", String::concat);
    } catch (IOException none) {
      return "";
    }
  }
}
