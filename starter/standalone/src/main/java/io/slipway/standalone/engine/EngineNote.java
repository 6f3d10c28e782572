package io.slipway.standalone.engine;

import io.slipway.starter.gateway.LocalEngine;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * What an engine leaves for commands, and for the engine after it, to find.
 *
 * @param build tells engines of different builds of Slipway apart
 * @param server the Temporal server's process; null when it lives inside the engine
 * @param ready whether the server answers and the worker polls
 */
record EngineNote(
    ProcessMark engine,
    String build,
    @Nullable ProcessMark server,
    LocalEngine.Address address,
    boolean ready) {

  /** The note, unless there is none or it is unreadable, which is as good as none. */
  static Optional<EngineNote> read(StateFolder folder) {
    try {
      Properties told = new Properties();
      told.load(new StringReader(Files.readString(folder.note())));
      return Optional.of(of(told));
    } catch (NoSuchFileException none) {
      return Optional.empty();
    } catch (IOException | RuntimeException unreadable) {
      return Optional.empty();
    }
  }

  /** Written beside and renamed, so that nobody reads half a note. */
  void write(StateFolder folder) {
    StringWriter text = new StringWriter();
    Path fresh = folder.path().resolve("engine.properties.new");
    try {
      properties().store(text, null);
      Files.writeString(fresh, text.toString());
      Files.move(fresh, folder.note(), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException("tried to write %s, but it failed".formatted(fresh), e);
    }
  }

  EngineNote nowReady() {
    return new EngineNote(engine, build, server, address, true);
  }

  /** For commands there is no engine; the one after it finds its ports here. */
  EngineNote withdrawn() {
    return new EngineNote(engine, build, server, address, false);
  }

  /** Whether the engine that wrote it still runs. */
  boolean alive() {
    return engine.find().isPresent();
  }

  private Properties properties() {
    Properties told = new Properties();
    put(told, "engine", engine);
    told.setProperty("build", build);
    if (server != null) {
      put(told, "server", server);
    }
    told.setProperty("target", address.target());
    told.setProperty("namespace", address.namespace());
    if (address.webUi() != null) {
      told.setProperty("webUi", address.webUi().toString());
    }
    told.setProperty("durable", Boolean.toString(address.durable()));
    told.setProperty("ready", Boolean.toString(ready));
    return told;
  }

  private static EngineNote of(Properties told) {
    String webUi = told.getProperty("webUi");
    return new EngineNote(
        mark(told, "engine"),
        required(told, "build"),
        told.containsKey("server.pid") ? mark(told, "server") : null,
        new LocalEngine.Address(
            required(told, "target"),
            required(told, "namespace"),
            webUi == null ? null : URI.create(webUi),
            Boolean.parseBoolean(required(told, "durable"))),
        Boolean.parseBoolean(required(told, "ready")));
  }

  private static void put(Properties told, String name, ProcessMark mark) {
    told.setProperty(name + ".pid", Long.toString(mark.pid()));
    told.setProperty(name + ".started", mark.started().toString());
  }

  private static ProcessMark mark(Properties told, String name) {
    return new ProcessMark(
        Long.parseLong(required(told, name + ".pid")),
        Instant.parse(required(told, name + ".started")));
  }

  private static String required(Properties told, String key) {
    String value = told.getProperty(key);
    if (value == null) {
      throw new IllegalArgumentException("the note lacks " + key);
    }
    return value;
  }
}
