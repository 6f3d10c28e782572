package io.slipway.release;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.slipway.contract.FailureType;
import io.slipway.contract.HostFailure;
import io.slipway.contract.HostOrder;
import io.slipway.contract.HostReport;
import io.slipway.domain.Steps;
import io.slipway.shell.LocalShell;
import io.slipway.shell.Script;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The shell is killed before each thing that it does, in turn; the next attempt puts it right. */
@Execution(ExecutionMode.CONCURRENT)
class KilledTest {
  private static final String FIRST = "20261124090000";
  private static final String SECOND = "20261124100000";

  @TempDir Path folder;

  private interface Work {
    HostReport on(Site site);
  }

  @Test
  void prepare_is_whole_or_not_there() {
    everywhere(
        "prepare",
        site -> site.host.prepare(second(site)),
        site -> {
          String there = site.releases();
          assertTrue(
              there.equals(FIRST) || there.equals(FIRST + " " + SECOND), "no half of it: " + there);
          if (there.contains(SECOND)) {
            assertEquals(
                "REVISION REVISION_TIME file log",
                Site.list(site.root.resolve("releases/" + SECOND)));
          }
          assertEquals(site.root + "/releases/" + FIRST, site.live());
        },
        site -> assertEquals(FIRST + " " + SECOND, site.releases()));
  }

  @Test
  @Tag("capistrano-trap-1")
  @Tag("capistrano-ask-10")
  void activate_switches_once_and_restarts() {
    everywhere(
        "activate",
        site -> {
          if (!site.releases().contains(SECOND)) {
            site.host.prepare(second(site));
          }
          return site.host.activate(second(site));
        },
        site -> assertTrue(site.live().matches(".*/releases/\\d{14}"), "one of them is live"),
        site -> {
          assertEquals(site.root + "/releases/" + SECOND, site.live());
          assertTrue(Site.read(site.root.resolve("shared/restarts")).endsWith(SECOND + "\n"));
          assertEquals(
              site.root + "/releases/" + FIRST,
              Site.sh(
                  "sed -n 's/^link //p' \"$0\"", site.root + "/.slipway/" + SECOND + "/journal"),
              "a retry does not overwrite what was live before");
        });
  }

  @Test
  @Tag("capistrano-ask-1")
  void revert_ends_at_what_was_live() {
    everywhere(
        "revert",
        site -> {
          if (!site.releases().contains(SECOND)) {
            site.host.prepare(second(site));
            site.host.activate(second(site));
          }
          return site.host.revert(second(site));
        },
        site -> assertTrue(site.live().matches(".*/releases/\\d{14}"), "one of them is live"),
        site -> {
          assertEquals(site.root + "/releases/" + FIRST, site.live());
          assertTrue(Site.read(site.root.resolve("shared/restarts")).endsWith(FIRST + "\n"));
        });
  }

  @Test
  void finish_logs_once_and_cleans() {
    everywhere(
        "finish",
        site -> {
          if (!site.releases().contains(SECOND)) {
            site.host.prepare(second(site));
            site.host.activate(second(site));
          }
          return site.host.finish(second(site));
        },
        site -> assertTrue(site.releases().matches("(\\d{14} ?)+"), site.releases()),
        site -> {
          assertEquals(2, Site.read(site.root.resolve("revisions.log")).lines().count());
          assertEquals(FIRST + " " + SECOND, site.releases());
        });
  }

  /** For each n: a new host, the work killed before its n-th deed, checked, done again, checked. */
  private void everywhere(
      String what,
      Work work,
      java.util.function.Consumer<Site> between,
      java.util.function.Consumer<Site> after) {
    int n = 1;
    boolean killed = true;
    while (killed) {
      try (Site site = new Site(makeFolder(what + n), "root", new LocalShell("sh"))) {
        site.steps =
            new Steps(null, null, Site.step("echo $SLIPWAY_RELEASE >> $SLIPWAY_SHARED/restarts"));
        site.keep = 1;
        site.deployed(FIRST, site.commit("file", "1"));
        // An older, failed one that finish is to remove.
        Site.write(site.root.resolve("releases/20261124080000/x"), "");
        String script = what;
        int deed = n;
        site.shell.changeScripts(s -> killing(s, script, deed));
        killed = dies(site, work);
        site.shell.changeScripts(s -> s);
        if (what.equals("finish")) {
          between.accept(site);
        } else {
          Site.sh("rm -rf \"$0\"", site.root + "/releases/20261124080000");
          between.accept(site);
        }
        work.on(site);
        after.accept(site);
        assertEquals(
            "",
            Site.sh(
                "find \"$0\" -name '*.new' -o -name '.slipway-current.*'", site.root.toString()));
      }
      n++;
    }
    assertTrue(n > 8, "only %d deeds were found in %s".formatted(n, what));
  }

  private Path makeFolder(String name) {
    Path made = folder.resolve(name);
    if (!made.toFile().mkdirs()) {
      throw new IllegalStateException("cannot make " + made);
    }
    return made;
  }

  private static boolean dies(Site site, Work work) {
    try {
      work.on(site);
      return false;
    } catch (io.temporal.failure.ApplicationFailure e) {
      HostFailure failure = e.getDetails().get(HostFailure.class);
      assertEquals(FailureType.UNKNOWN_OUTCOME, failure.type(), failure.message());
      return true;
    }
  }

  private static Script killing(Script script, String what, int deed) {
    String purpose =
        switch (what) {
          case "prepare" -> "prepare";
          case "activate" -> "switch to";
          case "revert" -> "go back";
          default -> "clean up";
        };
    if (!script.purpose().startsWith(purpose)) {
      return script;
    }
    String text = script.text();
    for (String function :
        new String[] {
          "mark", "must", "rename_to", "fetch", "launch", "unlock", "append_log", "write", "sweep"
        }) {
      text = text.replaceFirst("(?m)^%s\\(\\) \\{".formatted(function), function + "() { deed;");
    }
    text =
        "deeds=0\ndeed() { deeds=$((deeds + 1)); [ $deeds != %d ] || kill -KILL -$$; }\n"
                .formatted(deed)
            + text;
    return new Script(script.purpose(), text, script.timeout());
  }

  private static HostOrder second(Site site) {
    return site.deploy(SECOND, site.repository.resolve("HEAD"));
  }
}
