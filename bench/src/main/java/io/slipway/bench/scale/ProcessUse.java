package io.slipway.bench.scale;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * What a process has used so far.
 *
 * @param peakMebibytes the most memory that it ever had resident
 */
record ProcessUse(Duration cpu, long peakMebibytes) {

  static ProcessUse of(long pid) {
    Duration cpu =
        ProcessHandle.of(pid).flatMap(process -> process.info().totalCpuDuration()).orElseThrow();
    return new ProcessUse(cpu, peakKibibytes(pid) / 1024);
  }

  ProcessUse since(ProcessUse before) {
    return new ProcessUse(cpu.minus(before.cpu), peakMebibytes);
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
