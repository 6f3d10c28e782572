package io.slipway.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.slipway.domain.Delivery;
import io.slipway.domain.Revision;
import io.slipway.domain.Source;
import io.slipway.shell.Pulse;
import io.slipway.testbench.GitRepository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RepositoriesTest {
  @TempDir Path folder;

  @Test
  void an_archive_is_the_same_wherever_it_is_made() throws IOException {
    try (GitRepository repository = GitRepository.create(folder.resolve("app.git"))) {
      Revision one = Revision.of(repository.commit("1", Map.of("a", "1", "b/c", "2")));
      Source source = new Source(repository.path().toString(), Delivery.PUSH, null, false);
      Archive here =
          new Repositories(folder.resolve("here"))
              .pack(source, one, Pulse.NONE)
              .archives()
              .getFirst();
      Archive there =
          new Repositories(folder.resolve("there"))
              .pack(source, one, Pulse.NONE)
              .archives()
              .getFirst();
      assertNotEquals(here.file(), there.file());
      assertEquals(here.sha256(), there.sha256());
      assertEquals(Shelf.sha256(Files.readAllBytes(here.file())), here.sha256());
    }
  }

  @Test
  void many_at_once_share_one_archive_even_over_two_workers() {
    try (GitRepository repository = GitRepository.create(folder.resolve("app.git"))) {
      Revision one = Revision.of(repository.commit("1", Map.of("a", "1")));
      Source source = new Source(repository.path().toString(), Delivery.PUSH, null, false);
      List<Repositories> workers =
          List.of(new Repositories(folder.resolve("c")), new Repositories(folder.resolve("c")));
      List<CompletableFuture<Parcel>> asked =
          IntStream.range(0, 6)
              .mapToObj(
                  i ->
                      CompletableFuture.supplyAsync(
                          () -> workers.get(0).pack(source, one, Pulse.NONE)))
              .toList();
      assertEquals(1, asked.stream().map(CompletableFuture::join).distinct().count());
      assertEquals(asked.getFirst().join(), workers.get(1).pack(source, one, Pulse.NONE));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "git@h:acme/shop.git, ../lib.git, git@h:acme/lib.git",
    "git@h:shop.git, ../lib.git, git@h:lib.git",
    "https://h/a/b.git/, ../../x/y.git, https://h/x/y.git",
    "/srv/git/a.git, ./sub.git, /srv/git/a.git/sub.git",
    "/srv/git/a.git, https://h/x.git, https://h/x.git",
  })
  void relative_submodules(String parent, String url, String absolute) {
    assertEquals(absolute, Submodules.absolute(parent, url));
  }

  @ParameterizedTest
  @CsvSource({
    "https://h/a.git, https://h/b.git, true",
    "git@h:a.git, ssh://h/b.git, true",
    "https://h/a.git, git@h:b.git, true",
    "/srv/a.git, /srv/b.git, true",
    "file:///srv/a.git, https://h/b.git, true",
    "https://h/a.git, /srv/b.git, false",
    "https://h/a.git, file:///srv/b.git, false",
    "git@h:a.git, srv/b.git, false",
    "git@h:a.git, ext::sh -c true, false",
    "git@h:a.git, helper://x, false",
    "git@h:a.git, ':b', false",
  })
  void a_submodule_leads_from_elsewhere_to_elsewhere(String parent, String url, boolean followed)
      throws IOException {
    try (GitRepository repository = GitRepository.create(folder.resolve("app.git"));
        GitRepository module = GitRepository.create(folder.resolve("module.git"))) {
      Revision inner = Revision.of(module.commit("1", Map.of("a", "1")));
      Revision one = Revision.of(repository.addSubmodule(module, url, "lib"));
      Git git = new Git(Duration.ofSeconds(30), Pulse.NONE, Map.of());
      Mirror mirror = new Mirror(repository.path(), parent, git);

      if (followed) {
        assertEquals(
            List.of(new Submodules.Submodule("lib", url, inner)), Submodules.of(mirror, one, null));
      } else {
        SourceException refused =
            assertThrows(SourceException.class, () -> Submodules.of(mirror, one, null));
        assertEquals("fetch submodule lib from " + url, refused.attempted());
      }
    }
  }

  @Test
  void no_url_runs_a_command_even_where_git_is_told_that_it_may() throws IOException {
    Path settings = Files.writeString(folder.resolve("settings"), "[protocol]\n  allow = always\n");
    Git git =
        new Git(
            Duration.ofSeconds(30), Pulse.NONE, Map.of("GIT_CONFIG_GLOBAL", settings.toString()));
    Path ran = folder.resolve("ran");

    Git.Answer answer = git.run("ls-remote", "--", "ext::sh -c touch% " + ran);

    assertEquals("fatal: transport 'ext' not allowed", answer.err().strip());
    assertFalse(Files.exists(ran));
  }

  @Test
  void suggestions_are_near() {
    List<String> names = List.of("main", "v1.4.1", "v1.4.2", "feature/login", "develop");
    assertEquals(List.of("v1.4.1", "v1.4.2"), RefChoice.nearest("v1.4.3", names));
    assertEquals(List.of("main"), RefChoice.nearest("mian", names));
    assertEquals(List.of("feature/login"), RefChoice.nearest("login", names));
    assertEquals(List.of(), RefChoice.nearest("zzz", names));
  }
}
