package io.slipway.release;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.slipway.contract.FailureType;
import io.slipway.contract.HostFacts;
import io.slipway.contract.HostFailure;
import io.slipway.domain.Delivery;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever a repository calls its files, and wherever its links lead, nothing leaves deploy_to. */
class HostileFilesTest {
  private static final String ONE = "20261124010000";
  private static final String TWO = "20261124020000";

  @TempDir Path folder;

  private Path outside() {
    Path outside = folder.resolve("outside");
    Site.write(outside.resolve("app.yml"), "theirs");
    Site.write(outside.resolve("log/kept"), "theirs");
    return outside;
  }

  private void assertUntouched() {
    assertEquals(
        "app.yml log", Site.list(folder.resolve("outside")), "what lies outside of deploy_to");
    assertEquals("theirs", Site.read(folder.resolve("outside/app.yml")));
    assertEquals("kept", Site.list(folder.resolve("outside/log")));
    assertEquals("theirs", Site.read(folder.resolve("outside/log/kept")));
  }

  private static Map<String, String> odd() {
    Map<String, String> files = new LinkedHashMap<>();
    for (String name :
        List.of(
            "new\nline",
            "-rf",
            "--help",
            "a'b\"c",
            "$(touch pwned)",
            "`touch pwned`",
            "back\\slash",
            "tab\tname",
            "carriage\rreturn",
            "\u001b[2Jesc",
            "it: FAILED",
            "it: OK",
            " spaces ",
            "*",
            "~",
            ".slipway/lock",
            ".slipway-secret",
            "current",
            "releases/" + TWO + "/x",
            "Case",
            "case",
            "x/".repeat(120) + "deep",
            "REVISION/below",
            "REVISION_TIME")) {
      files.put(name, "of " + name);
    }
    return files;
  }

  @ParameterizedTest
  @EnumSource(Delivery.class)
  void odd_names_arrive_as_they_are(Delivery delivery) {
    everyNameArrives(delivery, Shells.SH);
  }

  @ParameterizedTest
  @EnumSource(
      value = Shells.class,
      names = {"BASH", "BUSYBOX"})
  void odd_names_arrive_as_they_are_with_other_tools(Shells shell) {
    everyNameArrives(Delivery.CLONE, shell);
  }

  private void everyNameArrives(Delivery delivery, Shells shell) {
    try (Site site = new Site(folder, "deploy to", shell.open(folder))) {
      site.delivery = delivery;
      String commit = site.repository.commit("odd", odd());
      Path outside = outside();

      site.deployed(ONE, commit);

      odd().keySet().stream()
          .filter(name -> !name.startsWith("REVISION"))
          .forEach(name -> assertEquals("of " + name, site.release(ONE, name)));
      assertEquals(commit, site.release(ONE, "REVISION").strip());
      assertTrue(site.release(ONE, "REVISION_TIME").strip().matches("[0-9]+"));
      assertFalse(Site.there(site.root.resolve("releases/" + ONE + "/pwned")));
      assertEquals(ONE, site.releases());
      HostFacts facts = Objects.requireNonNull(site.host.observe(site.asking("")).facts());
      assertEquals(List.of(), facts.changed());
      assertEquals(0, facts.changes());

      Site.write(site.root.resolve("releases/" + ONE + "/it: FAILED"), "changed");
      Site.write(site.root.resolve("releases/" + ONE + "/-rf"), "changed");
      HostFacts changed = Objects.requireNonNull(site.host.observe(site.asking("")).facts());
      assertEquals(List.of("-rf", "it: FAILED"), changed.changed().stream().sorted().toList());
      assertUntouched();
      assertTrue(Site.there(outside));
    }
  }

  @ParameterizedTest
  @EnumSource(Delivery.class)
  void links_of_the_repository_lead_none_of_our_work_outside(Delivery delivery) {
    try (Site site = new Site(folder)) {
      site.delivery = delivery;
      Path outside = outside();
      site.linkedDirs = List.of();
      site.linkedFiles = List.of("config/app.yml");
      Site.write(site.root.resolve("shared/config/app.yml"), "ours");
      String commit = site.repository.link("config", outside.toString());

      HostFailure failure = Site.failing(() -> site.host.prepare(site.deploy(ONE, commit)));

      assertEquals(FailureType.PRECONDITION_FAILED, failure.type());
      assertTrue(
          failure.message().contains("on the way to config/app.yml leads out of the release"));
      assertUntouched();
      assertEquals("", site.live());

      site.linkedFiles = List.of();
      site.linkedDirs = List.of("config/log");
      String up = site.repository.remove("no link", "config");
      assertFalse(up.isEmpty());
      String relative = site.repository.link("config", "../../../../../outside");
      HostFailure again = Site.failing(() -> site.host.prepare(site.deploy(TWO, relative)));
      assertEquals(FailureType.PRECONDITION_FAILED, again.type());
      assertUntouched();
    }
  }

  /** Mirrors bring refs/replace along, which has git read another tree than the commit's own. */
  @ParameterizedTest
  @EnumSource(Delivery.class)
  void a_ref_that_replaces_a_tree_replaces_nothing(Delivery delivery) {
    try (Site site = new Site(folder)) {
      site.delivery = delivery;
      String theirs = site.repository.commit("evil", Map.of("file", "evil"));
      String ours = site.repository.commit("good", Map.of("file", "good"));
      var made = site.repository.git("replace", ours + "^{tree}", theirs + "^{tree}");
      assertEquals("", made);
      var unused = site.repository.git("push", "-q", "origin", "refs/replace/*:refs/replace/*");

      site.deployed(ONE, ours);

      assertEquals("good", site.release(ONE, "file"));
    }
  }

  @ParameterizedTest
  @EnumSource(Delivery.class)
  void links_that_stay_inside_and_links_in_place_of_our_own_files_do_no_harm(Delivery delivery) {
    try (Site site = new Site(folder)) {
      site.delivery = delivery;
      Path outside = outside();
      site.linkedDirs = List.of("public/log");
      String web = site.repository.commit("web", Map.of("web/index", "1"));
      assertFalse(web.isEmpty());
      site.repository.link("public", "web");
      site.repository.link("REVISION", outside.resolve("app.yml").toString());
      String commit = site.repository.link("REVISION_TIME", "../../../../outside/app.yml");

      site.deployed(ONE, commit);

      assertEquals(commit, site.release(ONE, "REVISION").strip());
      assertEquals("index log", Site.list(site.root.resolve("releases/" + ONE + "/web")));
      assertUntouched();
    }
  }
}
