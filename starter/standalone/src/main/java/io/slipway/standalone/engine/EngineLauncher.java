package io.slipway.standalone.engine;

import io.slipway.starter.gateway.LocalEngine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Starts the engine as a process that neither Ctrl-C nor the end of the terminal reaches. */
final class EngineLauncher {
  /** C1 code and one collector thread: it mostly waits, and shall not be felt. */
  private static final List<String> FRUGAL =
      List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx512m");

  private final StateFolder folder;
  private final Programs programs;
  private final Map<String, String> environment;

  EngineLauncher(StateFolder folder, Programs programs, Map<String, String> environment) {
    this.folder = folder;
    this.programs = programs;
    this.environment = environment;
  }

  Process launch() {
    List<String> command = new ArrayList<>();
    programs.find("setsid").ifPresent(s -> command.add(s.toString()));
    command.addAll(java());
    command.addAll(List.of("server", "run", "--background"));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectInput(new java.io.File("/dev/null"))
            .redirectErrorStream(true)
            .redirectOutput(folder.output().toFile())
            .directory(folder.path().toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    // Relative to the folder of the command it would mean another one.
    builder.environment().put("SLIPWAY_STATE", folder.root().toString());
    builder
        .environment()
        .merge("SLIPWAY_JAVA_OPTIONS", String.join(" ", FRUGAL), (own, ours) -> ours + " " + own);
    try {
      return builder.start();
    } catch (IOException e) {
      throw new LocalEngine.EngineException(
          "Tried to start the local engine, but %s.".formatted(e.getMessage()), e);
    }
  }

  /** By the launcher script, which knows how to start quickly; without one, as we were started. */
  private static List<String> java() {
    String launcher = System.getProperty("slipway.launcher");
    if (launcher != null) {
      return List.of(launcher);
    }
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(FRUGAL);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add("io.slipway.standalone.Main");
    return command;
  }
}
