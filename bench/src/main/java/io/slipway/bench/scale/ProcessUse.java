package io.slipway.bench.scale;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

/**
 * What a process has used so far.
 *
 * @param peakMebibytes the most memory that it ever had resident
 */
record ProcessUse(Duration cpu, long peakMebibytes) {
  /** What Linux counts CPU time in for programs, whatever its kernel does. */
  private static final long TICKS_PER_SECOND = 100;

  /** The field of proc(5), after which come stime, cutime and cstime. */
  private static final int UTIME = 14;

  static ProcessUse of(long pid) {
    Duration cpu =
        ProcessHandle.of(pid).flatMap(process -> process.info().totalCpuDuration()).orElseThrow();
    return new ProcessUse(cpu, peakKibibytes(pid) / 1024);
  }

  ProcessUse since(ProcessUse before) {
    return new ProcessUse(cpu.minus(before.cpu), peakMebibytes);
  }

  /**
   * The CPU time of a process and of all that it has ever started, as far as those that ended were
   * waited for.
   */
  static Duration cpuWithChildren(long pid) {
    long ticks =
        Stream.concat(
                Stream.of(pid),
                ProcessHandle.of(pid).stream()
                    .flatMap(ProcessHandle::descendants)
                    .map(ProcessHandle::pid))
            .mapToLong(ProcessUse::ticksWithChildren)
            .sum();
    return Duration.ofMillis(ticks * 1000 / TICKS_PER_SECOND);
  }

  /** Of a process that has just ended none: its parent has them. */
  private static long ticksWithChildren(long pid) {
    String line;
    try {
      line = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
    } catch (IOException e) {
      if (ProcessHandle.of(pid).isEmpty()) {
        return 0;
      }
      throw new UncheckedIOException("tried to read the CPU time of process " + pid, e);
    }
    // After its name, which may hold anything, begins the third field.
    String[] fields = line.substring(line.lastIndexOf(')') + 2).split(" ");
    return Stream.of(fields).skip(UTIME - 3).limit(4).mapToLong(Long::parseLong).sum();
  }

  private static long peakKibibytes(long pid) {
    try {
      return Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")).stream()
          .filter(line -> line.startsWith("VmHWM:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
          .findFirst()
          .orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException("tried to read the memory of process " + pid, e);
    }
  }
}
