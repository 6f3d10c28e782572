package io.slipway.release;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.slipway.contract.FailureType;
import io.slipway.contract.HostFailure;
import io.slipway.contract.StepReport;
import io.slipway.domain.Delivery;
import io.slipway.testbench.Launch;
import io.slipway.testbench.Program;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What keeps a host from being deployed to is said before anything changes. */
class CheckTest {
  private static final String RELEASE = "20261124090000";

  @TempDir Path folder;

  @Test
  @Tag("capistrano-ask-18")
  void a_sound_host_passes_and_nothing_is_made() {
    try (Site site = new Site(folder)) {
      site.commit("file", "1");
      List<StepReport> steps = site.host.check(site.asking("main")).steps();
      assertEquals(List.of("connect", "check"), steps.stream().map(StepReport::step).toList());
      assertFalse(Site.there(site.root));
    }
  }

  @Test
  @Tag("capistrano-trap-6")
  @Tag("capistrano-ask-19")
  void all_faults_are_in_one_failure() {
    try (Site site = new Site(folder)) {
      site.linkedFiles = List.of("config/a b.env", "config/$(touch x)\n.env");
      Site.write(site.root.resolve("current/index.html"), "a directory");
      Site.write(site.root.resolve("shared"), "a file");
      Site.sh("rm -rf \"$0\"", site.repository.path().toString());
      HostFailure told = Site.failing(() -> site.host.check(site.asking("main")));
      assertEquals(FailureType.PRECONDITION_FAILED, told.type());
      assertTrue(told.reason().startsWith("5 things stand in the way: "), told.reason());
      for (String part :
          List.of(
              "shared is not a directory",
              "current is not a symbolic link",
              "config/a b.env does not exist",
              "config/$(touch x)\n.env does not exist",
              "there is no repository that deploy@web1 can see")) {
        assertTrue(told.reason().contains(part), told.reason());
      }
      assertEquals("current shared", Site.list(site.root));
    }
  }

  /** Trap 2: a directory in the link's place must be found before the switch. */
  @Test
  @Tag("capistrano-trap-2")
  void current_as_a_real_directory_fails_prepare_and_activate_before_anything_changes() {
    try (Site site = new Site(folder)) {
      String one = site.commit("file", "1");
      site.host.prepare(site.deploy(RELEASE, one));
      Site.write(site.root.resolve("current/file"), "");
      HostFailure told = Site.failing(() -> site.host.activate(site.deploy(RELEASE, one)));
      assertEquals(FailureType.PRECONDITION_FAILED, told.type());
      assertEquals("symlink", told.step());
      assertEquals(
          "made manifest", Site.list(site.root.resolve(".slipway/" + RELEASE)), "no journal");
      assertFalse(Site.there(site.root.resolve("releases/current")));
      assertEquals(
          FailureType.PRECONDITION_FAILED,
          Site.failing(() -> site.host.prepare(site.deploy("20261124100000", one))).type());
      assertEquals(RELEASE, site.releases());
    }
  }

  @Test
  void a_linked_file_may_be_a_link_but_not_a_directory() {
    try (Site site = new Site(folder)) {
      site.commit("file", "1");
      site.linkedFiles = List.of("env");
      Site.write(site.root.resolve("shared/real"), "x");
      Site.sh("ln -s real \"$0/shared/env\"", site.root.toString());
      site.host.check(site.asking("main"));
      Site.sh("rm \"$0/shared/env\"; mkdir \"$0/shared/env\"", site.root.toString());
      assertTrue(
          Site.failing(() -> site.host.check(site.asking("main")))
              .message()
              .matches(
                  "web1: tried to check the host, but linked file .*/shared/env does not exist\\."
                      + " Create it on the host, or take it out of linked_files\\."));
    }
  }

  @Test
  void releases_must_sort_by_age() {
    try (Site site = new Site(folder)) {
      String one = site.commit("file", "1");
      Site.write(site.root.resolve("releases/20270101000000/REVISION"), one + "\n");
      HostFailure told = Site.failing(() -> site.host.prepare(site.deploy(RELEASE, one)));
      assertEquals(FailureType.CLOCK_BEHIND, told.type());
      assertTrue(told.reason().contains("20270101000000"), told.reason());
      HostFailure taken = Site.failing(() -> site.host.prepare(site.deploy("20270101000000", one)));
      assertEquals(FailureType.CLOCK_BEHIND, taken.type());
      assertTrue(taken.reason().contains("did not make"), taken.reason());
    }
  }

  @Test
  void permissions_are_told_with_their_owner() {
    Assumptions.assumeTrue(asOtherUser(), "SKIPPED: this needs root, to act as another user");
    try (Site site =
        new Site(
            folder,
            "root",
            new io.slipway.shell.LocalShell(
                "setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "sh"))) {
      String one = site.commit("file", "1");
      Site.sh(
          "chmod 755 \"$0\"; mkdir -p \"$1/releases\"", folder.toString(), site.root.toString());
      HostFailure told = Site.failing(() -> site.host.prepare(site.deploy(RELEASE, one)));
      assertEquals(FailureType.PRECONDITION_FAILED, told.type());
      assertTrue(
          told.reason().contains("cannot be written (drwxr-xr-x, owned by root:root)"),
          told.reason());
      assertTrue(told.remedy().contains("Give deploy@web1 write access"), told.remedy());
    }
  }

  @Test
  @Tag("capistrano-ask-7")
  void a_full_disk_is_told_as_one_and_leaves_no_release() {
    Assumptions.assumeTrue(asOtherUser(), "SKIPPED: this needs root, to mount a small disk");
    Path disk = folder.resolve("disk");
    Site.sh("mkdir \"$0\" && mount -t tmpfs -o size=300k tmpfs \"$0\"", disk.toString());
    try (Site site = new Site(folder, "disk/root", new io.slipway.shell.LocalShell("sh"))) {
      // As an archive, so that git has no part in it.
      site.delivery = Delivery.PUSH;
      String big = site.commit("big", "0".repeat(3_000_000));
      HostFailure told = Site.failing(() -> site.host.prepare(site.deploy(RELEASE, big)));
      assertEquals(FailureType.DISK_FULL, told.type(), told.message());
      assertEquals("checkout", told.step());
      assertEquals("", site.releases());
      site.delivery = Delivery.CLONE;
      byte[] noise = new byte[600_000];
      new java.util.Random(1).nextBytes(noise);
      String bigger = site.commit("noise", java.util.HexFormat.of().formatHex(noise));
      site.host.discard(site.deploy(RELEASE, big));
      HostFailure fetching = Site.failing(() -> site.host.prepare(site.deploy(RELEASE, bigger)));
      assertEquals(FailureType.DISK_FULL, fetching.type(), fetching.message());
      assertEquals("", site.releases());
    } finally {
      Program.run(Launch.of("umount", disk.toString()), Duration.ofSeconds(10));
    }
  }

  private static boolean asOtherUser() {
    boolean root = "root".equals(System.getProperty("user.name"));
    if (!root) {
      System.out.println("SKIPPED: this test needs root");
    }
    return root;
  }

  @Test
  void hostile_names_do_no_harm() throws java.io.IOException {
    try (Site site =
        new Site(
            folder, "a 'b' \"c\" $(touch x) `touch y` *", new io.slipway.shell.LocalShell("sh"))) {
      String odd = "o'd\"d\n$(touch z) *";
      site.linkedFiles = List.of("conf ig/" + odd);
      site.linkedDirs = List.of("lo g/" + odd);
      Site.write(site.root.resolve("shared/conf ig/" + odd), "shared");
      String one =
          site.repository.commit(
              "odd",
              Map.of(odd, "1", "-rf", "2", "conf ig/" + odd, "3", "lo g/" + odd + "/x", "4"));
      site.deployed(RELEASE, one);
      assertEquals("1", site.release(RELEASE, odd));
      assertEquals("2", site.release(RELEASE, "-rf"));
      assertEquals("shared", site.release(RELEASE, "conf ig/" + odd));
      assertEquals("", Site.list(site.root.resolve("current/lo g").resolve(odd)));
      for (String stray : List.of("x", "y", "z")) {
        assertEquals(
            "", Site.sh("find \"$0\" -name " + stray, folder.toString()), "nothing was run");
      }
      assertTrue(Files.isSymbolicLink(site.root.resolve("current")));
    }
  }
}
