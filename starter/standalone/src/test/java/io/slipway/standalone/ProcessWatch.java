package io.slipway.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Looks again and again at what every process of this machine, hosts included, shows of its command
 * line and its environment. The command of a step alone may have secrets in its environment.
 */
final class ProcessWatch implements AutoCloseable {
  private static final String OF_A_STEP = "SLIPWAY_STEP=";

  /** What Java starts programs through. */
  private static final String LAUNCHER = "/lib/jspawnhelper";

  private static final Pattern PARENT = Pattern.compile("(?m)^PPid:\\s*(\\d+)$");

  private final Map<String, String> finds = new ConcurrentHashMap<>();
  private final AtomicLong looks = new AtomicLong();
  private final AtomicLong steps = new AtomicLong();
  private final Set<Long> excused;
  private final List<String> traces;
  private final Thread thread;
  private volatile boolean over;

  /**
   * @param excused processes that were given secrets in their environment by their user
   */
  ProcessWatch(List<String> traces, Set<Long> excused) {
    this.traces = List.copyOf(traces);
    this.excused = Set.copyOf(excused);
    this.thread = Thread.ofPlatform().name("process-watch").start(this::look);
  }

  private void look() {
    while (!over) {
      looks.incrementAndGet();
      try (DirectoryStream<Path> all = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
        all.forEach(this::look);
      } catch (IOException e) {
        finds.put("/proc", "could not be listed: " + e);
      }
    }
  }

  private void look(Path process) {
    boolean launching = isLaunching(process);
    String environment = read(process.resolve("environ"));
    boolean step = environment.contains(OF_A_STEP);
    if (step) {
      steps.incrementAndGet();
    }
    String command = read(process.resolve("cmdline"));
    for (String trace : traces) {
      if (command.contains(trace)) {
        finds.put("command line of " + command.replace('\0', ' '), trace);
      }
      if (!step
          && !launching
          && environment.contains(trace)
          && !excused.contains(Long.parseLong(process.getFileName().toString()))) {
        finds.put("environment of " + command.replace('\0', ' '), trace);
      }
    }
  }

  /**
   * Whether it is still a copy of an excused process, with that one's environment, and has yet to
   * become the program that it was started for.
   */
  private boolean isLaunching(Path process) {
    String program = program(process);
    Matcher parent = PARENT.matcher(read(process.resolve("status")));
    return parent.find()
        && excused.contains(Long.parseLong(parent.group(1)))
        && (program.endsWith(LAUNCHER)
            || program.equals(program(Path.of("/proc", parent.group(1)))));
  }

  private static String program(Path process) {
    try {
      return Files.readSymbolicLink(process.resolve("exe")).toString();
    } catch (IOException gone) {
      return "";
    }
  }

  /** Empty for a process that has ended meanwhile, or is none of ours. */
  private static String read(Path file) {
    try {
      return new String(Files.readAllBytes(file), UTF_8);
    } catch (IOException gone) {
      return "";
    }
  }

  /** What was found, by where. */
  Map<String, String> finds() {
    return Map.copyOf(finds);
  }

  long looks() {
    return looks.get();
  }

  /** How often a process of a step was seen. */
  long steps() {
    return steps.get();
  }

  @Override
  public void close() {
    over = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
