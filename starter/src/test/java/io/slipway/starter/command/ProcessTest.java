package io.slipway.starter.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What only a process of its own can show: what is loaded, and what a signal does. */
final class ProcessTest {
  @TempDir Path folder;

  private Process start(List<String> jvmOptions, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(System.getProperty("slipway.java.options", "").split(" ")));
    command.removeIf(String::isEmpty);
    command.addAll(jvmOptions);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(StarterProgram.class.getName());
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command)
        .redirectOutput(folder.resolve("out").toFile())
        .redirectError(folder.resolve("err").toFile())
        .start();
  }

  private String said(String stream) {
    try {
      return Files.readString(folder.resolve(stream));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private int exit(Process process) throws InterruptedException {
    if (!process.waitFor(2, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      throw new AssertionError("not at its end: " + said("out") + said("err"));
    }
    return process.exitValue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"--help", "deploy --help", "completion", "--version"})
  void help_and_completion_load_neither_temporal_nor_jackson(String arguments) throws Exception {
    Path log = folder.resolve("classes");

    Process process = start(List.of("-Xlog:class+load:file=" + log), arguments.split(" "));

    assertEquals(0, exit(process), () -> said("err"));
    List<String> loaded = Files.readAllLines(log);
    assertTrue(
        loaded.stream().anyMatch(l -> l.contains(CommandTree.class.getName())), "log is whole");
    assertEquals(
        List.of(),
        loaded.stream()
            .filter(
                l ->
                    l.contains(" io.grpc.")
                        || l.contains(" io.temporal.")
                        || l.contains(" com.google.")
                        || l.contains(" com.fasterxml."))
            .toList());
  }

  @ParameterizedTest
  @ValueSource(strings = {"text", "json"})
  void ctrl_c_leaves_the_run_going_and_says_so(String format) throws Exception {
    try (CommandBench bench = CommandBench.started(folder)) {
      bench.writesFile(2, "batches: [1]");
      CountDownLatch gate = bench.fleet.gate("web1", "activate");
      Process process =
          start(
              List.of(),
              "deploy",
              "production",
              "--revision=v2",
              "--address=" + bench.address,
              "--file=" + bench.file,
              "--output=" + format);
      String announced = "activate 1 host";
      CommandBench.await(
          "the switch begins", () -> said("out").contains(announced) || !process.isAlive());

      Process kill = new ProcessBuilder("kill", "-INT", String.valueOf(process.pid())).start();

      assertEquals(0, exit(kill));
      assertEquals(130, exit(process), () -> said("out") + said("err"));
      String last = said("out").strip().lines().toList().getLast();
      assertTrue(last.contains("slipway abort production"), last);
      assertTrue(last.contains("slipway watch production"), last);
      gate.countDown();
      bench.run("watch", "production").exits(0).says("is live on 3 hosts.");
    }
  }

  @Test
  void watches_on_when_temporal_comes_back() throws Exception {
    try (CommandBench bench = CommandBench.started(folder);
        Relay relay = Relay.to(bench.address)) {
      bench.writesFile(2, "batches: [1]");
      CountDownLatch gate = bench.fleet.gate("web1", "activate");
      Running deploy =
          Running.begin(
                  bench.surroundings(new CommandBench.NoEngine(), java.util.Map.of()),
                  List.of(
                      "deploy",
                      "production",
                      "--revision=v2",
                      "--address=" + relay.address(),
                      "--file=" + bench.file))
              .awaitSaid("activate 1 host");

      relay.cut();
      deploy.awaitSaid("Temporal does not answer");
      gate.countDown();
      relay.mend();

      deploy.end().exits(0).notes("Temporal answers again.").says("is live on 3 hosts.");
    }
  }
}
