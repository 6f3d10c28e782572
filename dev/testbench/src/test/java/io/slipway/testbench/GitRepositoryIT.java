package io.slipway.testbench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GitRepositoryIT {
  @TempDir Path folder;

  @Test
  void publishes_commits_tags_and_branches_at_once() {
    try (GitRepository repository = GitRepository.create(folder.resolve("app.git"))) {
      String first = repository.commit("First", Map.of("a/b.txt", "one"));
      repository.tag("v1");
      repository.branch("topic");
      String second = repository.commitExecutable("Second", "bin/run", "#!/bin/sh\n");

      assertEquals(first, published("main"));
      assertEquals(first, published("v1^{commit}"));
      assertEquals(second, published("topic"));
      assertNotEquals(first, second);
      assertTrue(bare("ls-tree", "topic", "bin/run").startsWith("100755"));
    }
  }

  @Test
  void holds_another_repository_as_a_submodule() {
    try (GitRepository module = GitRepository.create(folder.resolve("module.git"));
        GitRepository repository = GitRepository.create(folder.resolve("app.git"))) {
      String inner = module.commit("Inner", Map.of("inner.txt", "x"));
      repository.addSubmodule(module, "git://127.0.0.1/module.git", "lib/module");

      assertTrue(bare("ls-tree", "main", "lib/module").contains("commit " + inner));
      assertTrue(bare("show", "main:.gitmodules").contains("git://127.0.0.1/module.git"));
    }
    assertTrue(Files.exists(folder.resolve("app.git/HEAD")), "the bare repository stays");
  }

  private String published(String ref) {
    return bare("rev-parse", ref);
  }

  private String bare(String... arguments) {
    List<String> command = new ArrayList<>(List.of("git", "--git-dir=app.git"));
    command.addAll(List.of(arguments));
    return Program.run(Launch.of(command).in(folder), Duration.ofSeconds(20));
  }
}
