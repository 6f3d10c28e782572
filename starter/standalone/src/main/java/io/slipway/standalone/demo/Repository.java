package io.slipway.standalone.demo;

import java.nio.file.Path;
import java.util.Map;

/** The application's git repository: v1 and v2 are well, v3 starts but is not. */
final class Repository {
  private final Workbench bench;
  private final Path folder;

  Repository(Workbench bench) {
    this.bench = bench;
    this.folder = bench.folder().resolve("shop.git-work");
  }

  Path folder() {
    return folder;
  }

  void create() throws InterruptedException {
    bench.write("app/app.py", folder.resolve("app.py"), Map.of());
    bench.write("app/bin/restart", folder.resolve("bin/restart"), Map.of());
    git("init", "--quiet", "--initial-branch=main");
    commit("v1", "The first version");
    commit("v2", "The second version");
    bench.write(folder.resolve("broken"), "this version answers /up with 503\n");
    commit("v3", "A version that is broken");
  }

  private void commit(String version, String subject) throws InterruptedException {
    bench.write(folder.resolve("version"), version + "\n");
    git("add", "--all");
    git(
        "-c",
        "user.name=Demo",
        "-c",
        "user.email=demo@example.com",
        "-c",
        "commit.gpgsign=false",
        "commit",
        "--quiet",
        "--message",
        subject);
    git("-c", "tag.gpgsign=false", "tag", version);
  }

  private void git(String... arguments) throws InterruptedException {
    bench.run(folder, "git", arguments);
  }
}
