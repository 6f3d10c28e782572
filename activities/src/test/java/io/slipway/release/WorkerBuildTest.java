package io.slipway.release;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.slipway.contract.Built;
import io.slipway.contract.BuiltOrder;
import io.slipway.contract.FailureType;
import io.slipway.contract.HostFailure;
import io.slipway.contract.HostOrder;
import io.slipway.contract.HostReport;
import io.slipway.contract.StepReport;
import io.slipway.domain.Delivery;
import io.slipway.domain.Host;
import io.slipway.domain.HostName;
import io.slipway.domain.Role;
import io.slipway.domain.Step;
import io.slipway.domain.Steps;
import io.slipway.domain.WorkerCommand;
import io.slipway.shell.LocalShell;
import io.slipway.shell.Pulse;
import io.slipway.source.BuildFolder;
import io.slipway.source.BuiltTrees;
import io.slipway.testbench.Eventually;
import io.temporal.client.ActivityCanceledException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What a command of the worker's builds, and all hosts are given. */
class WorkerBuildTest {
  private static final String RELEASE = "20261124090000";

  private static final String BUILD =
      """
      mkdir -p out/empty 'odd [*]?'
      echo "$(pwd) $SLIPWAY_REVISION $SLIPWAY_RELEASE $(cat REVISION) $$" >out/app
      chmod 750 out/app
      chmod 555 out/empty
      ln -s app out/link
      ln -s nowhere 'odd [*]?/dangling'
      printf x >"odd [*]?/$(printf 'gr\\303\\274n \\377')"
      touch -d 2020-02-03T04:05:06Z file
      mkdir -p log config && echo mine >log/mine && echo secret >.env
      echo was built
      """;

  @TempDir Path folder;
  private Site site;
  private String revision = "";

  @BeforeEach
  void open() {
    site = new Site(folder, "{host} of it's", new LocalShell("sh"));
    revision = site.commit("file", "of the repository");
    site.linkedFiles = List.of("config/app.env");
    site.steps = steps(Duration.ofSeconds(60));
    for (String host : List.of("web1", "web2")) {
      Site.write(root(host).resolve("shared/config/app.env"), "KEY=" + host);
    }
    site.store.put("secret/data/shop", Map.of("password", "s3cret-0001"));
    site.secrets = BuiltOnceTest.secrets(".env");
  }

  @AfterEach
  void close() {
    site.close();
  }

  @ParameterizedTest
  @EnumSource(Delivery.class)
  void all_hosts_get_what_the_worker_has_built(Delivery delivery) throws IOException {
    site.delivery = delivery;
    opens(BUILD);
    HostOrder web1 = order("web1");

    HostReport first = site.building.onWorker(web1);

    Built built = Objects.requireNonNull(first.built());
    assertEquals(
        List.of("build", "check", "checkout", "link", "secrets"),
        first.steps().stream().map(StepReport::step).toList());
    assertEquals("was built\n", first.steps().getFirst().output());
    assertEquals("web1", built.on().name().value());
    assertEquals(built.sha256() + ".tar.gz", archives("web1"));
    HostReport other = site.building.unpack(new BuiltOrder(order("web2"), built));
    assertEquals(tree("web1"), tree("web2"));
    assertEquals(built.committedAt(), first.committedAt());
    assertEquals(built.committedAt(), other.committedAt());
    String app = Site.read(release("web2").resolve("out/app"));
    assertTrue(app.contains("/tree %s %s %s ".formatted(revision, RELEASE, revision)), app);
    assertEquals("KEY=web2", Site.read(release("web2").resolve("config/app.env")));
    assertEquals("PASSWORD='s3cret-0001'\n", Site.read(release("web2").resolve(".env")));
    assertFalse(Site.there(root("web2").resolve("shared/log/mine")));
    assertEquals("1580702706", Site.sh("stat -c %Y \"$0\"", path("web2", "file")));
    assertEquals("755", Site.sh("stat -c %a \"$0\"", path("web2", "out/empty")));
    site.host.activate(order("web2"));
    assertEquals(0, Objects.requireNonNull(site.host.observe(order("web2")).facts()).changes());
    assertNothingLeft("cache");
  }

  @Test
  void what_each_host_has_of_its_own_is_not_packed() throws IOException {
    opens(BUILD);
    Built built = built(order("web1"));

    List<String> names =
        Site.sh(
                "tar -tzf \"$0\" | sort",
                state("web1").resolve(built.sha256() + ".tar.gz").toString())
            .lines()
            .toList();

    assertTrue(names.contains("out/app") && names.contains("config/"), names.toString());
    assertTrue(names.stream().noneMatch(n -> n.contains("log") || n.contains(".env")), "" + names);
  }

  @Test
  void it_is_built_once_on_a_worker_until_a_person_wants_it_again() throws IOException {
    opens(BUILD);
    Built built = built(order("web1"));

    HostReport again = site.building.onWorker(order("web2"));

    assertTrue(again.steps().getFirst().already(), again.toString());
    assertEquals(built.sha256(), Objects.requireNonNull(again.built()).sha256());
    site.owner = "run/2";
    HostOrder afresh = afresh(order("web2"));
    Built other = built(afresh);
    assertNotEquals(built.sha256(), other.sha256());
    assertEquals(other, built(afresh), "a later attempt of the same activity");
    assertEquals(other.sha256() + "\n", Site.read(state("web2").resolve("packed")));
  }

  @Test
  void another_worker_fetches_it_from_the_first_host_or_builds_where_none_has_it()
      throws IOException {
    opens(BUILD);
    Built built = built(order("web1"));

    site.worker("second").unpack(new BuiltOrder(order("web2"), built));
    assertEquals(tree("web1"), tree("web2"));

    Built anew = Objects.requireNonNull(site.worker("third").onWorker(order("web1")).built());
    assertNotEquals(built.sha256(), anew.sha256());
    assertEquals(anew.sha256() + "\n", Site.read(state("web1").resolve("packed")));
  }

  @Test
  void a_build_that_fails_touches_no_host_and_says_its_last_words() throws IOException {
    opens("echo s3cret-0001; echo no compiler; exit 3");

    HostFailure failure = Site.failing(() -> site.building.onWorker(order("web1")));

    assertEquals(FailureType.STEP_FAILED, failure.type());
    assertEquals("build", failure.step());
    assertEquals(
        "web1: tried to build on the worker by assets, but it ended with status 3, and said last:"
            + " no compiler. Look at its output, mend the build, and deploy again.",
        failure.message());
    assertTrue(failure.output().endsWith("no compiler\n"), failure.output());
    assertFalse(failure.output().contains("s3cret"), failure.output());
    assertFalse(Site.there(root("web1").resolve("releases")));
    String log =
        Site.sh("cat \"$0\"/logs/*/*/*/* 2>/dev/null || grep -r '' \"$0\"/logs", "" + folder);
    assertTrue(log.contains("no compiler") && !log.contains("s3cret"), log);
    assertNothingLeft("cache");
  }

  @Test
  void one_that_is_not_opened_or_takes_too_long_fails_as_it_does_elsewhere() throws IOException {
    HostFailure closed = Site.failing(() -> site.building.onWorker(order("web1")));
    assertEquals(FailureType.PRECONDITION_FAILED, closed.type());
    assertEquals("build", closed.step());
    assertTrue(closed.message().contains("Steps ask for assets"), closed.message());

    opens("exec sleep 309");
    site.steps = steps(Duration.ofSeconds(1));
    HostFailure slow = Site.failing(() -> site.building.onWorker(order("web1")));
    assertEquals(FailureType.STEP_TIMED_OUT, slow.type());
    assertTrue(slow.message().contains("it had not ended after 1 s"), slow.message());
  }

  @Test
  void one_whose_run_is_stopped_is_ended_with_all_that_it_has_begun() throws IOException {
    Path pid = folder.resolve("pid");
    opens("sh -c 'echo $$ >%s.new; mv %s.new %s; exec sleep 310' & wait".formatted(pid, pid, pid));
    site.pulse =
        () -> {
          if (Files.exists(pid)) {
            throw new ActivityCanceledException();
          }
        };

    assertThrows(ActivityCanceledException.class, () -> site.building.onWorker(order("web1")));

    Path stat = Path.of("/proc", Files.readString(pid).strip(), "stat");
    Eventually.within(Duration.ofSeconds(30), "its end", () -> !Files.exists(stat) || zombie(stat));
    assertNothingLeft("cache");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ln -s /etc/passwd out|'./out' links to '/etc/passwd', and not to a place in it",
        "ln -s ../../x out|'./out' links to '../../x', which leads out of it",
        "mkfifo out|'./out' is a named pipe",
        "echo x >out && ln -f out .env|are one file, of which hosts have one themselves",
        "rm -rf * .[a-z]*|it is empty"
      })
  void what_may_not_go_to_hosts_is_refused_before_any_is_touched(String build, String why)
      throws IOException {
    opens(build);

    HostFailure failure = Site.failing(() -> site.building.onWorker(order("web1")));

    assertEquals(FailureType.ARTIFACT_UNUSABLE, failure.type());
    assertEquals("build", failure.step());
    assertTrue(failure.message().contains(why), failure.message());
    assertFalse(Site.there(root("web1").resolve("releases")));
  }

  @Test
  void a_link_on_the_way_to_a_file_of_secrets_is_refused() throws IOException {
    site.secrets = BuiltOnceTest.secrets("config/deep/.env");
    opens("mkdir conf && ln -s conf config");

    HostFailure failure = Site.failing(() -> site.building.onWorker(order("web1")));

    assertTrue(
        failure.message().contains("'config' is a link, and file of secrets 'config/deep/.env'"),
        failure.message());
  }

  @Test
  void what_another_worker_builds_in_is_left_alone_until_it_is_gone() throws IOException {
    BuiltTrees trees = new BuiltTrees(folder.resolve("cache"));
    Path used = Files.createDirectories(folder.resolve("cache/building/build-2/tree"));
    Process other =
        new ProcessBuilder(
                "python3",
                "-c",
                """
                import fcntl, sys
                lock = open(sys.argv[1], "w")
                fcntl.lockf(lock, fcntl.LOCK_EX)
                print("held", flush=True)
                sys.stdin.read()
                """,
                used.resolveSibling("lock").toString())
            .start();
    try (BufferedReader said = other.inputReader(UTF_8)) {
      assertEquals("held", said.readLine());

      trees.sweep();
      assertTrue(Files.isDirectory(used));
    } finally {
      other.destroyForcibly();
      other.onExit().join();
    }

    trees.sweep();
    assertNothingLeft("cache");
  }

  @Test
  void what_a_killed_worker_has_left_is_swept_away_and_what_is_in_use_is_not() throws IOException {
    Path place = folder.resolve("cache/building");
    Path left = Files.createDirectories(place.resolve("build-1/tree/closed"));
    Site.write(left.resolve("file"), "x");
    Site.sh("chmod 500 \"$0\"", left.toString());
    BuiltTrees trees = new BuiltTrees(folder.resolve("cache"));
    try (BuildFolder used = trees.begin(Pulse.NONE)) {
      trees.sweep();

      assertFalse(Files.exists(place.resolve("build-1")));
      assertTrue(Files.isDirectory(used.tree()));
      assertEquals("700", Site.sh("stat -c %a \"$0\"", "" + used.tree().getParent()));
    }
    assertNothingLeft("cache");
  }

  private void assertNothingLeft(String cache) {
    assertEquals(
        "",
        Site.sh("cd \"$0\" && ls building | grep -v '^lock$' || true", "" + folder.resolve(cache)));
  }

  private static boolean zombie(Path stat) {
    try {
      return Files.readString(stat).contains(") Z ");
    } catch (IOException gone) {
      return true;
    }
  }

  private void opens(String text) throws IOException {
    Path file = folder.resolve("opened/assets");
    Site.write(file, "#!/bin/sh\nset -e\n%s\n".formatted(text));
    assertTrue(file.toFile().setExecutable(true));
  }

  private static Steps steps(Duration timeout) {
    return new Steps(Step.ofWorker(new WorkerCommand("assets", timeout)), null, null);
  }

  private Built built(HostOrder order) {
    return Objects.requireNonNull(site.building.onWorker(order).built());
  }

  private HostOrder order(String host) {
    Host one = new Host(HostName.of(host), "127.0.0.1", null, null, List.of(Role.of("web")), false);
    return Receiving.at(site.deploy(RELEASE, revision), one);
  }

  private static HostOrder afresh(HostOrder order) {
    return new HostOrder(
        order.key(),
        order.target(),
        order.release(),
        order.revision(),
        order.ref(),
        order.initiator(),
        order.epoch(),
        "build");
  }

  private Path root(String host) {
    return folder.resolve(host + " of it's");
  }

  private Path release(String host) {
    return root(host).resolve("releases").resolve(RELEASE);
  }

  private String path(String host, String name) {
    return release(host).resolve(name).toString();
  }

  private Path state(String host) {
    return root(host).resolve(".slipway").resolve(RELEASE);
  }

  /** Modes, times, kinds, texts of links and sums of all but what each host has of its own. */
  private String tree(String host) {
    return Site.sh(
        "cd \"$0\" && find . ! -path . ! -path ./.env ! -path ./log ! -path './config*' ! -name"
            + " 'REVISION*' -printf '%P %m %y %l %Ts\\n' | sort && find . -type f ! -path ./.env"
            + " ! -path ./config/app.env -exec sha256sum {} + | sort",
        release(host).toString());
  }

  private String archives(String host) {
    return Site.sh("cd \"$0\" && ls | grep 'tar.gz$' || true", state(host).toString());
  }
}
