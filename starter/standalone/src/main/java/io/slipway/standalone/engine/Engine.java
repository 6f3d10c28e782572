package io.slipway.standalone.engine;

import io.slipway.starter.gateway.LocalEngine;
import io.slipway.worker.Discretion;
import io.slipway.worker.WorkerProcess;
import io.slipway.worker.WorkerSettings;
import io.temporal.envconfig.ClientConfigProfile;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The process that stays: keeps a Temporal server and a worker running until it is told to stop, or
 * nobody has needed it for a while, and no schedule will.
 */
public final class Engine {
  private static final Logger logger = LoggerFactory.getLogger(Engine.class);

  /** By itself, the server forgets what has ended a day ago. */
  private static final Duration KEPT = Duration.ofDays(30);

  private static final Duration WATCH = Duration.ofMillis(200);
  private static final Duration FIRST_BACKOFF = Duration.ofMillis(200);
  private static final Duration LONGEST_BACKOFF = Duration.ofSeconds(30);

  /** An engine that is stopping may still hold the folder. */
  private static final Duration PREDECESSOR = Duration.ofSeconds(45);

  private final StateFolder folder;
  private final Programs programs;
  private final EngineSettings settings;
  private final List<Object> activities;
  private final Discretion discretion;
  private final CountDownLatch stop = new CountDownLatch(1);

  /**
   * @param activities what its worker does
   * @param discretion what Temporal must not read
   */
  public Engine(
      Map<String, String> environment, Path home, List<Object> activities, Discretion discretion) {
    this.folder = StateFolder.of(environment, home);
    this.programs = new Programs(environment, home);
    this.settings = EngineSettings.of(environment);
    this.activities = activities;
    this.discretion = discretion;
  }

  /** Asks it to stop; {@link #run} returns when it has. */
  public void stop() {
    stop.countDown();
  }

  /**
   * Runs until it is stopped or rests.
   *
   * @throws LocalEngine.EngineException when another engine has the folder
   */
  public void run() throws InterruptedException {
    folder.create();
    try (FolderLock lock = FolderLock.take(folder.engineLock(), PREDECESSOR).orElse(null)) {
      if (lock == null) {
        throw new LocalEngine.EngineException(
            "Another engine uses %s. Look at it with: slipway server status"
                .formatted(folder.path()),
            null);
      }
      try (LocalServer server = openServer()) {
        EngineNote note = note(server);
        note.write(folder);
        serve(server, note);
      } finally {
        EngineNote.read(folder).ifPresent(n -> n.withdrawn().write(folder));
      }
    }
  }

  private LocalServer openServer() throws InterruptedException {
    Optional<Path> binary = programs.find("temporal");
    return binary.isPresent()
        ? DevServer.open(folder, programs, binary.get(), EngineNote.read(folder))
        : new InProcessServer();
  }

  private EngineNote note(LocalServer server) {
    return new EngineNote(
        ProcessMark.of(ProcessHandle.current()),
        Build.id(),
        server.process(),
        server.address(),
        false);
  }

  private void serve(LocalServer server, EngineNote note) throws InterruptedException {
    LocalEngine.Address address = server.address();
    ClientConfigProfile profile =
        ClientConfigProfile.newBuilder()
            .setAddress(address.target())
            .setNamespace(address.namespace())
            .build();
    WorkerSettings worker = WorkerSettings.embedded().withDrain(settings.drain());
    try (WorkerProcess process = WorkerProcess.start(profile, worker, activities, discretion)) {
      process.keepEndedRuns(KEPT);
      note.nowReady().write(folder);
      watch(server, process);
    }
  }

  private void watch(LocalServer server, WorkerProcess worker) throws InterruptedException {
    Instant restedSince = Instant.now();
    while (!stop.await(WATCH.toMillis(), TimeUnit.MILLISECONDS)) {
      if (!server.alive()) {
        revive(server);
        note(server).nowReady().write(folder);
      }
      Instant used = folder.lastUse();
      restedSince = used.isAfter(restedSince) ? used : restedSince;
      if (Instant.now().isAfter(restedSince.plus(settings.rest()))) {
        if (mayRest(worker, used)) {
          logger.info("Resting: no command, no open run and no schedule for {}", settings.rest());
          return;
        }
        restedSince = Instant.now();
      }
    }
    logger.info("Stopping on request");
  }

  /**
   * A command first notes its use and then reads our note; we first withdraw the note and then look
   * for use. So either it does not find us, or we see it and stay.
   */
  private boolean mayRest(WorkerProcess worker, Instant used) {
    if (worker.trouble().isPresent() || worker.openRuns() > 0) {
      return false;
    }
    if (worker.scheduled()) {
      logger.info("Staying: a schedule will ask for work");
      return false;
    }
    Optional<EngineNote> note = EngineNote.read(folder);
    note.ifPresent(n -> n.withdrawn().write(folder));
    if (folder.lastUse().isAfter(used)) {
      note.ifPresent(n -> n.write(folder));
      return false;
    }
    return true;
  }

  private void revive(LocalServer server) throws InterruptedException {
    Duration backoff = FIRST_BACKOFF;
    while (true) {
      logger.warn("Temporal has ended, and is started again");
      try {
        server.restart();
        return;
      } catch (RuntimeException e) {
        logger.error("Temporal does not start; the next try is in {}", backoff, e);
      }
      if (stop.await(backoff.toMillis(), TimeUnit.MILLISECONDS)) {
        return;
      }
      backoff = backoff.multipliedBy(2);
      backoff = backoff.compareTo(LONGEST_BACKOFF) > 0 ? LONGEST_BACKOFF : backoff;
    }
  }
}
