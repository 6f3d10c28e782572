package io.slipway.log;

import io.slipway.contract.LogActivities;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All that commands say on hosts, as far as this worker keeps it. That it cannot be kept never
 * fails a run.
 */
public final class Logbook implements AutoCloseable {
  /** {@code file:/path}, {@code s3://bucket/prefix}, or {@code off}. */
  public static final String PLACE = "SLIPWAY_LOGS";

  private static final Logger logger = LoggerFactory.getLogger(Logbook.class);

  /** How long a store is left alone that did not take something: it must hold up no more. */
  private static final Duration REST = Duration.ofMinutes(1);

  /** Keeps nothing. */
  public static final Logbook NONE = new Logbook(null, 0);

  private final @Nullable LogStore store;
  private final long size;
  private volatile long restsSince = System.nanoTime() - REST.toNanos();

  private Logbook(@Nullable LogStore store, long size) {
    this.store = store;
    this.size = size;
  }

  /** For a store that is there. */
  static Logbook of(LogStore store, long size) {
    return new Logbook(store, size);
  }

  /**
   * As the environment says; without a word of it nothing is kept.
   *
   * @throws LogException when what it says makes no sense, or its folder cannot be used
   */
  public static Logbook open(Map<String, String> environment, InstantSource clock) {
    String place = environment.getOrDefault(PLACE, "").strip();
    if (place.isEmpty() || place.equals("off")) {
      return NONE;
    }
    LogSettings settings = LogSettings.parse(place);
    return new Logbook(store(settings, environment, clock), settings.size());
  }

  /**
   * The same, in a folder unless the environment says otherwise; without it where that cannot be.
   */
  public static Logbook openIn(Path folder, Map<String, String> environment, InstantSource clock) {
    if (!environment.getOrDefault(PLACE, "").isBlank()) {
      return open(environment, clock);
    }
    try {
      return open(Map.of(PLACE, "file:" + folder.toAbsolutePath()), clock);
    } catch (LogException e) {
      logger.warn("{} Until then nothing is kept but the last lines.", e.getMessage());
      return NONE;
    }
  }

  private static LogStore store(
      LogSettings settings, Map<String, String> environment, InstantSource clock) {
    Path folder = settings.folder();
    if (folder == null) {
      String bucket = Objects.requireNonNull(settings.bucket());
      return LogObjects.open(bucket, settings.prefix(), environment, clock);
    }
    try {
      return LogFiles.open(folder, settings.keep(), clock);
    } catch (IOException | UnsupportedOperationException e) {
      throw new LogException(
          "logs: tried to keep what commands say in %s, but %s. Name another folder with SLIPWAY_LOGS, or off."
              .formatted(folder, e),
          e);
    }
  }

  /** Whether anything is kept. */
  public boolean keeps() {
    return store != null;
  }

  /** Bytes that are kept of what one command says; 0 where nothing is kept. */
  public long size() {
    return size;
  }

  /** What reads it; empty where nothing is kept. */
  public Optional<LogActivities> activities() {
    return Optional.ofNullable(store).map(LogReader::new);
  }

  /**
   * Up to which byte of a command's output all is here that is to be; 0 where that cannot be told.
   */
  public long end(LogName name) {
    LogStore to = store;
    if (to == null || rests()) {
      return 0;
    }
    try {
      return to.end(name);
    } catch (IOException e) {
      restsSince = System.nanoTime();
      logger.warn("Tried to look what of {} is in {}, but {}", name, to.words(), e.toString());
      return 0;
    }
  }

  /**
   * Keeps a piece.
   *
   * @param text without secrets
   * @return why it could not be kept, in words that complete "but …"; empty when it was
   */
  public Optional<String> add(LogName name, long from, long to, String text) {
    LogStore at = store;
    if (at == null) {
      return Optional.empty();
    }
    if (rests()) {
      return Optional.of("%s took nothing a moment ago".formatted(at.words()));
    }
    try {
      at.add(name, from, to, text);
      return Optional.empty();
    } catch (IOException e) {
      restsSince = System.nanoTime();
      logger.warn("Tried to keep what {} says in {}, but {}", name, at.words(), e.toString());
      return Optional.of("%s took nothing: %s".formatted(at.words(), e.getMessage()));
    }
  }

  private boolean rests() {
    return System.nanoTime() - restsSince < REST.toNanos();
  }

  @Override
  public void close() {
    if (store != null) {
      store.close();
    }
  }
}
