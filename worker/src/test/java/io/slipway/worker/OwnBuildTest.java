package io.slipway.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnBuildTest {
  @TempDir Path folder;

  @Test
  void differs_where_the_code_does_and_only_there() throws IOException {
    Path jar = Files.writeString(folder.resolve("slipway-worker.jar"), "one");
    String first = OwnBuild.id("1.2.0", List.of(jar));

    assertTrue(first.matches("1\\.2\\.0-[0-9a-f]{8}"), first);
    assertEquals(first, OwnBuild.id("1.2.0", List.of(Files.copy(jar, folder.resolve("copy")))));
    Files.writeString(jar, "two");
    assertNotEquals(first, OwnBuild.id("1.2.0", List.of(jar)));
  }

  @Test
  void is_a_build_id() {
    new WorkerSettings(1, WorkerSettings.DRAIN, null, OwnBuild.id());
  }
}
