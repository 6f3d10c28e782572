package io.slipway.release;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.slipway.contract.FailureType;
import io.slipway.contract.HostFailure;
import io.slipway.domain.Delivery;
import io.slipway.testbench.GitRepository;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What refs name and what revisions hold, the same from hosts and from the worker. */
class ResolvingTest {
  private static final String RELEASE = "20261124090000";

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource
  @Tag("capistrano-ask-11")
  void refs_name_commits(Delivery delivery) {
    try (Site site = new Site(folder)) {
      site.delivery = delivery;
      String one = site.commit("file", "1");
      site.repository.tag("v1");
      // A branch of the same name: git takes the tag.
      site.repository.git("checkout", "-q", "-b", "side");
      String two = site.commit("file", "2");
      site.repository.git("push", "-q", "origin", "side:refs/heads/v1");
      site.repository.git("push", "-q", "origin", "side:refs/heads/deep/main");
      String hex = "abcd";
      site.repository.git("push", "-q", "origin", "side:refs/heads/" + hex);
      assertEquals(one, resolve(site, "main"));
      assertEquals(one, resolve(site, "v1"), "an annotated tag is peeled");
      assertEquals(two, resolve(site, "refs/heads/v1"));
      assertEquals(two, resolve(site, "deep/main"));
      assertEquals(two, resolve(site, hex), "a branch whose name looks like a commit");
      assertEquals(one, resolve(site, one));
      assertEquals(two, resolve(site, two.substring(0, 9)));
    }
  }

  @ParameterizedTest
  @EnumSource
  void an_older_commit_is_found_by_its_beginning_where_a_mirror_has_it(Delivery delivery) {
    try (Site site = new Site(folder)) {
      site.delivery = delivery;
      String one = site.commit("file", "1");
      String two = site.commit("file", "2");
      site.host.prepare(site.deploy(RELEASE, two));
      assertEquals(one, resolve(site, one.substring(0, 8)));
    }
  }

  @ParameterizedTest
  @EnumSource
  void what_is_not_there_comes_with_what_is(Delivery delivery) {
    try (Site site = new Site(folder)) {
      site.delivery = delivery;
      site.commit("file", "1");
      site.repository.branch("feature/checkout");
      site.repository.tag("v1.4.2");
      HostFailure told = Site.failing(() -> resolve(site, "v1.4.3"));
      assertEquals(FailureType.REVISION_NOT_FOUND, told.type());
      assertTrue(told.remedy().contains("Did you mean v1.4.2?"), told.message());
      assertTrue(
          Site.failing(() -> resolve(site, "chekout")).type() == FailureType.REVISION_NOT_FOUND);
      for (String odd : List.of("-u./evil", "a\nb", "", "a..b*", "$(touch x) `y`")) {
        assertEquals(FailureType.REVISION_NOT_FOUND, Site.failing(() -> resolve(site, odd)).type());
      }
      assertFalse(Site.there(Path.of("x")));
      assertEquals(
          FailureType.REVISION_NOT_FOUND,
          Site.failing(() -> site.host.prepare(site.deploy(RELEASE, "a".repeat(40)))).type());
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_repository_that_is_away_is_told_as_such(Delivery delivery) {
    try (Site site = new Site(folder)) {
      site.delivery = delivery;
      String one = site.commit("file", "1");
      Site.sh("mv \"$0\" \"$0.away\"", site.repository.path().toString());
      for (Runnable attempt :
          List.<Runnable>of(
              () -> resolve(site, "main"), () -> site.host.prepare(site.deploy(RELEASE, one)))) {
        HostFailure told = Site.failing(attempt);
        assertEquals(FailureType.SOURCE_UNREACHABLE, told.type());
        assertTrue(told.reason().contains("there is no repository"), told.message());
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void submodules_of_submodules_come_along_each_at_its_commit(Delivery delivery) {
    try (Site site = new Site(folder);
        GitRepository inner = GitRepository.create(folder.resolve("inner.git"));
        GitRepository outer = GitRepository.create(folder.resolve("outer.git"))) {
      site.delivery = delivery;
      site.submodules = true;
      site.subdirectory = "apps";
      inner.commit("inner", Map.of("in", "old"));
      outer.commit("outer", Map.of("out", "1"));
      outer.addSubmodule(inner, "../inner.git", "deep");
      inner.commit("newer", Map.of("in", "new"));
      site.commit("apps/run", "x");
      String one = site.repository.addSubmodule(outer, "../outer.git", "apps/lib dir");
      site.host.prepare(site.deploy(RELEASE, one));
      assertEquals("1", site.release(RELEASE, "lib dir/out"));
      assertEquals("old", site.release(RELEASE, "lib dir/deep/in"));
      assertEquals("x", site.release(RELEASE, "run"));
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_missing_subdirectory_is_told_as_such(Delivery delivery) {
    try (Site site = new Site(folder)) {
      site.delivery = delivery;
      site.subdirectory = "nowhere";
      HostFailure told =
          Site.failing(() -> site.host.prepare(site.deploy(RELEASE, site.commit("file", "1"))));
      assertEquals(FailureType.REVISION_NOT_FOUND, told.type());
      assertTrue(told.reason().contains("has no such directory"), told.message());
      assertFalse(Site.there(site.root.resolve("releases/" + RELEASE)));
    }
  }

  private static String resolve(Site site, String ref) {
    return site.source.resolve(site.asking(ref)).revision().value();
  }
}
