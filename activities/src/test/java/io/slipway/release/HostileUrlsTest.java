package io.slipway.release;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.slipway.contract.FailureType;
import io.slipway.contract.HostFailure;
import io.slipway.domain.Delivery;
import io.slipway.testbench.GitRepository;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** No URL of a repository or of a submodule runs a command, or leads to what is others'. */
class HostileUrlsTest {
  private static final String ONE = "20261124010000";

  @TempDir Path folder;

  /** What would leave a file behind, where somebody has allowed git to do so. */
  private String running() {
    return "ext::sh -c touch%% %s/pwned".formatted(folder);
  }

  private void allowEverything() {
    Site.write(folder.resolve("gitconfig"), "[protocol]\n  allow = always\n");
  }

  private void assertNothingRan() {
    assertFalse(Site.there(folder.resolve("pwned")));
  }

  @ParameterizedTest
  @EnumSource(Delivery.class)
  void a_repository_whose_url_says_what_to_run(Delivery delivery) {
    try (Site site = new Site(folder)) {
      allowEverything();
      site.delivery = delivery;
      String commit = site.repository.commit("1", Map.of("file", "1"));
      site.url = running();

      HostFailure asked = Site.failing(() -> site.source.resolve(site.asking("main")));
      HostFailure fetched = Site.failing(() -> site.host.prepare(site.deploy(ONE, commit)));

      assertTrue(asked.reason().contains("git may not fetch from such a URL"), asked.message());
      assertEquals(FailureType.REVISION_NOT_FOUND, fetched.type(), fetched.message());
      assertNothingRan();
    }
  }

  @ParameterizedTest
  @EnumSource(Delivery.class)
  void a_submodule_whose_url_says_what_to_run(Delivery delivery) {
    try (Site site = new Site(folder);
        GitRepository module = GitRepository.create(folder.resolve("module.git"))) {
      allowEverything();
      site.delivery = delivery;
      site.submodules = true;
      String theirs = module.commit("1", Map.of("inner", "1"));
      String commit = site.repository.addSubmodule(module, running(), "lib");
      assertFalse(theirs.isEmpty());

      HostFailure refused = Site.failing(() -> site.host.prepare(site.deploy(ONE, commit)));

      assertEquals(FailureType.REVISION_NOT_FOUND, refused.type(), refused.message());
      assertNothingRan();
      assertEquals("", site.live());
    }
  }

  /** The host fetches a repository that git takes for one on another machine. */
  @Test
  void a_submodule_that_leads_from_elsewhere_to_a_repository_on_the_host() {
    try (Site site = new Site(folder);
        GitRepository others = GitRepository.create(folder.resolve("others.git"))) {
      String theirs = others.commit("theirs", Map.of("secret", "theirs"));
      String commit = site.repository.addSubmodule(others, others.path().toString(), "lib");
      site.submodules = true;
      site.url = "https://git.example.com/app.git";
      Site.write(
          folder.resolve("gitconfig"),
          "[protocol]%n  allow = always%n[url \"%s\"]%n  insteadOf = %s%n"
              .formatted(site.repository.path(), site.url));
      assertFalse(theirs.isEmpty());

      HostFailure refused = Site.failing(() -> site.host.prepare(site.deploy(ONE, commit)));

      assertEquals(FailureType.REVISION_NOT_FOUND, refused.type(), refused.message());
      assertTrue(refused.attempted().contains("submodule lib from /"), refused.message());
      assertTrue(refused.reason().contains("from elsewhere"), refused.message());
      assertFalse(Site.there(site.root.resolve("releases/" + ONE)));
    }
  }
}
