package io.slipway.starter.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A stage in which one host builds for all: what is told before, and meanwhile. */
final class BuildOnceCommandsTest {
  private CommandBench bench;

  @BeforeEach
  void open(@TempDir Path folder) {
    bench = CommandBench.started(folder);
    bench.writesFile(2, "batches: [100%]");
  }

  @AfterEach
  void close() {
    bench.close();
  }

  private void builds(String build, String more) throws IOException {
    Files.writeString(
        bench.file,
        Files.readString(bench.file)
            .replaceFirst("(?m)^steps:$", "%ssteps:\n  build: %s".formatted(more, build)));
  }

  @Test
  void the_plan_names_the_host_that_builds_and_those_that_get_its_tree() throws IOException {
    builds("{run: bin/build, on: web, once: true}", "");

    bench
        .run("plan", "production", "--revision", "v2")
        .exits(0)
        .says(
            "checkout  it fetches from git@git.example.com:acme/shop.git (on web1)",
            "build     bin/build, before all else (on web1)",
            "unpack    what web1 has built: the worker fetches it and pushes (on web2, db1)");
    bench
        .run("plan", "production", "--revision", "v2", "--host", "web2,db1")
        .exits(0)
        .says("(on web2)", "what web2 has built");
    bench
        .run("plan", "production", "--revision", "v2", "--host", "db1")
        .exits(1)
        .says("No selected host plays role web, of which one host builds for all");
  }

  @Test
  void the_plan_tells_that_hosts_hand_on_what_was_built() throws IOException {
    builds("{run: bin/build, once: true}", "delivery: relay\n");

    bench
        .run("plan", "production", "--revision", "v2")
        .exits(0)
        .says(
            "the worker fetches from git@git.example.com:acme/shop.git and pushes (on web1)",
            "the worker fetches it and pushes to the first; hosts hand it on, to 4 at a time each");
  }

  @Test
  void a_host_alone_is_told_as_without_it() throws IOException {
    builds("{run: bin/build, once: true}", "");

    bench
        .run("plan", "staging", "--revision", "v2")
        .exits(0)
        .says("each host fetches from", "build     bin/build")
        .hides("unpack");
  }

  @Test
  void a_deploy_tells_which_host_builds() throws IOException {
    builds("[{run: bin/one, once: true}, {run: bin/two, once: true}]", "");

    bench
        .run("deploy", "production", "--revision", "v2")
        .exits(0)
        .says("web1 builds, and all others get its tree");
  }

  @Test
  void the_plan_tells_that_the_worker_builds() throws IOException {
    builds("{worker: assets, timeout: 20m}", "delivery: relay\n");

    bench
        .run("plan", "production", "--revision", "v2")
        .exits(0)
        .says(
            "build     the worker fetches from git@git.example.com:acme/shop.git and builds"
                + " (assets), and all hosts get its tree",
            "unpack    what the worker has built: it pushes to the first; hosts hand it on, to 4 at"
                + " a time each")
        .hides("too old");
  }

  @Test
  void a_deploy_tells_that_the_worker_builds() throws IOException {
    builds("{worker: assets}", "");

    bench
        .run("deploy", "production", "--revision", "v2")
        .exits(0)
        .says("the worker builds (assets), and all hosts get its tree");
  }

  @Test
  void a_deploy_without_a_host_that_may_build_is_refused_before_anything_is_touched()
      throws IOException {
    builds("{run: bin/build, on: web, once: true}", "");

    bench
        .run("deploy", "production", "--revision", "v2", "--host", "db1")
        .exits(4)
        .notes("No selected host plays role web, of which one host builds for all");
    bench.run("releases", "production").exits(0).hides("2026");
  }
}
