package io.slipway.workflow;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Recorded histories, in a folder for each release whose code recorded them; {@code next} is for
 * the code that is not released yet. A new path through a workflow gets a new one, recorded by
 * running the tests that name it with {@code -Dslipway.record=true}; one that is there in any
 * folder is never recorded again.
 */
final class Histories {
  static final Path FOLDER = Path.of("src/test/resources/histories");

  private static final String NEXT = "next";

  private Histories() {}

  /** Of all releases. */
  static List<Path> all() throws IOException {
    try (Stream<Path> files = Files.walk(FOLDER)) {
      return files.filter(f -> f.toString().endsWith(".json")).sorted().toList();
    }
  }

  /** The folders that releases have closed. */
  static List<Path> released() throws IOException {
    try (Stream<Path> folders = Files.list(FOLDER)) {
      return folders.filter(f -> !f.endsWith(NEXT)).sorted().toList();
    }
  }

  /** Keeps the history of a workflow that has ended, when histories are recorded. */
  static void record(StageBench bench, String name, String workflowId) throws IOException {
    Path file = FOLDER.resolve(NEXT).resolve(name + ".json");
    if (!Boolean.getBoolean("slipway.record") || isRecorded(file.getFileName())) {
      return;
    }
    Files.createDirectories(file.getParent());
    Files.writeString(file, bench.history(workflowId).toJson(true) + "\n");
  }

  private static boolean isRecorded(Path name) throws IOException {
    return all().stream().anyMatch(f -> f.endsWith(name));
  }
}
