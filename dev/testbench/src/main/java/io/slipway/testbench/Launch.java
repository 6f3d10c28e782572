package io.slipway.testbench;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How a program is started: its arguments, what it finds in its environment besides this process's
 * own, and its working folder.
 */
public record Launch(List<String> command, Map<String, String> environment, Path folder) {
  private static final File NOTHING = new File("/dev/null");

  public Launch {
    command = List.copyOf(command);
    environment = Map.copyOf(environment);
  }

  public static Launch of(List<String> command) {
    return new Launch(command, Map.of(), Path.of("").toAbsolutePath());
  }

  public static Launch of(String... command) {
    return of(List.of(command));
  }

  /** A Java program on this JVM's own Java and class path. */
  public static Launch java(String mainClass, String... arguments) {
    return javaOn(System.getProperty("java.class.path"), mainClass, arguments);
  }

  /**
   * A Java program on this JVM's own Java and another class path, with the options that {@code
   * slipway.java.options} names.
   */
  public static Launch javaOn(String classPath, String mainClass, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    String options = System.getProperty("slipway.java.options", "").strip();
    command.addAll(options.isEmpty() ? List.of() : List.of(options.split("\\s+")));
    command.addAll(List.of("-cp", classPath, mainClass));
    command.addAll(List.of(arguments));
    return of(command);
  }

  public Launch with(String variable, String value) {
    Map<String, String> more = new LinkedHashMap<>(environment);
    more.put(variable, value);
    return new Launch(command, more, folder);
  }

  public Launch in(Path workingFolder) {
    return new Launch(command, environment, workingFolder);
  }

  ProcessBuilder toBuilder() {
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().putAll(environment);
    return builder.redirectErrorStream(true).redirectInput(ProcessBuilder.Redirect.from(NOTHING));
  }

  @Override
  public String toString() {
    return String.join(" ", command);
  }
}
