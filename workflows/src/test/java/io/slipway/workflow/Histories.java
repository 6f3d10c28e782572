package io.slipway.workflow;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Recorded histories. A new path through a workflow gets a new one, recorded by running the tests
 * that name it with {@code -Dslipway.record=true}; one that is there is never overwritten.
 */
final class Histories {
  static final Path FOLDER = Path.of("src/test/resources/histories");

  private Histories() {}

  /** Keeps the history of a workflow that has ended, when histories are recorded. */
  static void record(StageBench bench, String name, String workflowId) throws IOException {
    Path file = FOLDER.resolve(name + ".json");
    if (!Boolean.getBoolean("slipway.record") || Files.exists(file)) {
      return;
    }
    Files.createDirectories(FOLDER);
    Files.writeString(file, bench.history(workflowId).toJson(true) + "\n");
  }
}
