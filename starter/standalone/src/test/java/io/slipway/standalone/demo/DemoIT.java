package io.slipway.standalone.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.slipway.testbench.Eventually;
import io.slipway.testbench.Launch;
import io.slipway.testbench.Program;
import io.slipway.testbench.Requirements;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo as people run it. All that it makes is in a folder for temporary files of its own. */
class DemoIT {
  private static final Duration LIMIT = Duration.ofMinutes(4);
  private static final Duration CLEAN_WITHIN = Duration.ofSeconds(30);

  @TempDir Path folder;

  @BeforeAll
  static void require_what_it_needs() {
    Requirements.temporal();
    Requirements.program("git", "git");
    Requirements.program("python3", "python3");
    Requirements.program("sshd", "openssh-server");
    Requirements.program("ssh-keygen", "openssh-client");
  }

  @Test
  void shows_deploys_a_revert_and_a_rollback_and_leaves_nothing() {
    try (Program demo = start()) {
      assertEquals(0, demo.awaitExit(LIMIT), demo.output());

      String told = demo.output();
      assertInOrder(
          told,
          "web1 answers: shop v1",
          "web2 answers: shop v2",
          "(exit code 3)",
          "web1 answers: shop v2",
          "$ slipway rollback production",
          "(exit code 0)",
          "web1 answers: shop v1",
          "reverted");
      nothingRemains();
    }
  }

  @Test
  void cleans_up_when_it_is_interrupted() {
    try (Program demo = start()) {
      demo.awaitOutput("web1 answers: shop v1", LIMIT);
      demo.signal("INT");
      assertEquals(130, demo.awaitExit(CLEAN_WITHIN), demo.output());
      nothingRemains();
    }
  }

  private Program start() {
    return Program.start(
        Launch.java("io.slipway.standalone.Main", "demo")
            .with("JAVA_TOOL_OPTIONS", "-Djava.io.tmpdir=" + folder));
  }

  private static void assertInOrder(String text, String... parts) {
    int from = 0;
    for (String part : parts) {
      int at = text.indexOf(part, from);
      assertTrue(at >= 0, () -> "'%s' is missing in:%n%s".formatted(part, text));
      from = at + part.length();
    }
  }

  /** Whoever would still listen on a port or write a file is a process that bears the folder. */
  private void nothingRemains() {
    Eventually.passes(
        CLEAN_WITHIN,
        () -> {
          assertEquals(List.of(), processes());
          assertEquals(List.of(), files());
        });
  }

  private List<String> processes() {
    return ProcessHandle.allProcesses()
        .map(p -> commandLine(p.pid()))
        .filter(line -> line.contains(folder.toString()))
        .toList();
  }

  private static String commandLine(long pid) {
    try {
      return Files.readString(Path.of("/proc/%d/cmdline".formatted(pid))).replace('\0', ' ');
    } catch (IOException ended) {
      return "";
    }
  }

  private List<Path> files() {
    try (Stream<Path> all = Files.list(folder)) {
      return all.toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
