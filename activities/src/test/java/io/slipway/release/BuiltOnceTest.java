package io.slipway.release;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.slipway.contract.BuildActivities;
import io.slipway.contract.Built;
import io.slipway.contract.BuiltOrder;
import io.slipway.contract.FailureType;
import io.slipway.contract.HostFailure;
import io.slipway.contract.HostOrder;
import io.slipway.contract.HostReport;
import io.slipway.contract.StepReport;
import io.slipway.domain.Host;
import io.slipway.domain.HostName;
import io.slipway.domain.Role;
import io.slipway.domain.Secret;
import io.slipway.domain.SecretFile;
import io.slipway.domain.SecretFileFormat;
import io.slipway.domain.SecretRef;
import io.slipway.domain.Secrets;
import io.slipway.domain.SecretsVersion;
import io.slipway.domain.Step;
import io.slipway.domain.Steps;
import io.slipway.shell.HostAccess;
import io.slipway.shell.HostFaultException;
import io.slipway.shell.HostSessions;
import io.slipway.shell.LocalShell;
import io.slipway.shell.Pulse;
import io.slipway.shell.SessionWork;
import io.slipway.testbench.Requirements;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What one host builds, and others are given, in all shells. */
class BuiltOnceTest {
  private static final String RELEASE = "20261124090000";

  private static final String BUILD =
      """
      mkdir -p out/empty 'odd [*]?'
      echo "on $SLIPWAY_HOST, process $$" >out/app
      chmod 750 out/app
      chmod 700 out/empty
      ln -s app out/link
      ln -s nowhere 'odd [*]?/dangling'
      echo x >'odd [*]?/a b'
      echo changed >file
      """;

  @TempDir Path folder;
  private String revision = "";

  @ParameterizedTest
  @EnumSource
  void others_get_the_tree_that_one_host_has_built(Shells shell) throws IOException {
    try (Site site = site(shell.open(folder))) {
      HostOrder web1 = order(site, "web1");
      HostOrder web2 = order(site, "web2");
      Built built = built(site, web1);

      HostReport made = site.building.unpack(new BuiltOrder(web2, built));

      assertEquals(
          List.of("check", "checkout", "link", "secrets"),
          made.steps().stream().map(StepReport::step).toList());
      assertEquals(tree("web1"), tree("web2"));
      assertTrue(Site.read(release("web2").resolve("out/app")).startsWith("on web1, process "));
      assertEquals("changed\n", Site.read(release("web2").resolve("file")));
      assertEquals(web1.revision() + "\n", Site.read(release("web2").resolve("REVISION")));
      assertEquals(built.committedAt(), made.committedAt());
      assertEquals(
          Site.read(release("web1").resolve("REVISION_TIME")),
          Site.read(release("web2").resolve("REVISION_TIME")));
      assertEquals(
          root("web2").resolve("shared/log"),
          Files.readSymbolicLink(release("web2").resolve("log")));
      assertEquals("KEY=web2", Site.read(release("web2").resolve("config/app.env")));
      assertEquals("PASSWORD='s3cret-0001'\n", Site.read(release("web2").resolve(".env")));
      assertTrue(manifest("web2").contains("  ./out/app\n"), manifest("web2"));
      assertFalse(manifest("web2").contains(".env"), manifest("web2"));
      site.host.activate(web2);
      assertEquals(0, Objects.requireNonNull(site.host.observe(web2).facts()).changes());
      assertEquals("", archives("web2"), "sent to it, and needed no more");
      assertEquals(built.sha256() + ".tar.gz", archives("web1"));
      site.host.activate(web1);
      site.host.finish(web1);
      assertEquals("", archives("web1"));
    }
  }

  @ParameterizedTest
  @EnumSource
  void what_each_host_has_of_its_own_is_not_packed(Shells shell) {
    try (Site site = site(shell.open(folder))) {
      Built built = built(site, order(site, "web1"));

      Path archive = state("web1").resolve(built.sha256() + ".tar.gz");
      assertEquals("600", Site.sh("stat -c %a \"$0\"", archive.toString()));
      List<String> names = Site.sh("tar -tzf \"$0\" | sort", archive.toString()).lines().toList();
      assertTrue(names.contains("./out/app") && names.contains("./config/"), names.toString());
      assertFalse(names.contains("./.env"), names.toString());
      assertFalse(names.contains("./config/app.env"), names.toString());
      assertFalse(names.contains("./log"), names.toString());
    }
  }

  @ParameterizedTest
  @EnumSource
  void it_is_packed_once_until_it_is_built_again(Shells shell) {
    try (Site site = site(shell.open(folder))) {
      HostOrder web1 = order(site, "web1");
      Built built = built(site, web1);

      HostReport again = site.building.pack(web1);

      assertEquals(built, again.built());
      assertTrue(again.steps().getFirst().already(), again.toString());
      HostOrder afresh =
          new HostOrder(
              web1.key(),
              web1.target(),
              web1.release(),
              web1.revision(),
              web1.ref(),
              web1.initiator(),
              web1.epoch(),
              "build");
      site.owner = "run/2";
      site.host.build(afresh);
      Built other = Objects.requireNonNull(site.building.pack(afresh).built());
      assertNotEquals(built.sha256(), other.sha256());
      assertEquals(other.sha256() + ".tar.gz", archives("web1"));
    }
  }

  @Test
  void the_same_tree_has_the_same_checksum() throws IOException {
    try (Site site = site(new LocalShell("sh"))) {
      HostOrder web1 = order(site, "web1");
      Built built = built(site, web1);
      Files.delete(state("web1").resolve("packed"));

      assertEquals(built, site.building.pack(web1).built());
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_host_that_was_lost_in_its_own_build_gets_the_tree_of_the_others(Shells shell)
      throws IOException {
    try (Site site = site(shell.open(folder))) {
      HostOrder lost = order(site, "web2");
      site.host.prepare(lost);
      site.host.build(lost);
      assertTrue(Site.read(release("web2").resolve("out/app")).startsWith("on web2"));
      Built built = built(site, order(site, "web1"));

      site.building.unpack(new BuiltOrder(lost, built));

      assertEquals(tree("web1"), tree("web2"));
      HostReport again = site.building.unpack(new BuiltOrder(lost, built));
      assertTrue(again.steps().stream().allMatch(StepReport::already), again.toString());
    }
  }

  @Test
  void the_builder_keeps_its_own_tree_and_its_archive() throws IOException {
    try (Site site = site(new LocalShell("sh"))) {
      HostOrder web1 = order(site, "web1");
      Built built = built(site, web1);

      HostReport again = site.building.unpack(new BuiltOrder(web1, built));

      assertTrue(again.steps().stream().allMatch(StepReport::already), again.toString());
      assertEquals(built.sha256() + ".tar.gz", archives("web1"));
    }
  }

  @Test
  void another_worker_fetches_it_from_the_builder_and_says_when_it_is_gone() throws IOException {
    try (Site site = site(new LocalShell("sh"))) {
      Built built = built(site, order(site, "web1"));
      HostOrder web2 = order(site, "web2");
      site.worker("second").unpack(new BuiltOrder(web2, built));
      assertEquals(tree("web1"), tree("web2"));

      site.host.discard(order(site, "web1"));
      assertEquals("", archives("web1"));
      HostOrder web3 = order(site, "web3");
      HostFailure failure =
          Site.failing(() -> site.worker("third").unpack(new BuiltOrder(web3, built)));

      assertEquals(FailureType.ARTIFACT_UNUSABLE, failure.type());
      assertEquals(HostName.of("web3"), failure.host());
      assertTrue(failure.message().contains("fetch what web1 has built"), failure.message());
      site.building.unpack(new BuiltOrder(web3, built));
    }
  }

  @Test
  void a_builder_that_is_away_is_no_fault_of_the_host_that_waits_for_it() {
    try (Site site = site(new LocalShell("sh"))) {
      Built built = built(site, order(site, "web1"));
      HostSessions away =
          new HostSessions() {
            @Override
            public <T> T withSession(HostAccess access, Pulse pulse, SessionWork<T> work) {
              HostName name = access.host().name();
              if (!name.equals(built.on().name())) {
                return site.shell.withSession(access, pulse, work);
              }
              throw new HostFaultException(
                  new HostFailure(
                      name, FailureType.UNREACHABLE, null, "log in", "nobody answers", "", ""));
            }

            @Override
            public void close() {}
          };
      BuildActivities worker =
          (BuildActivities)
              Activities.of(
                      away,
                      folder.resolve("second"),
                      new Lending(site.keeper, site.redactor),
                      Pace.USUAL,
                      () -> new Attempt(site.clock.incrementAndGet(), "run/1", Pulse.NONE))
                  .get(3);
      HostOrder web2 = order(site, "web2");

      HostFailure failure = Site.failing(() -> worker.unpack(new BuiltOrder(web2, built)));

      assertEquals(FailureType.SOURCE_UNREACHABLE, failure.type());
      assertEquals(
          "web2: tried to fetch what web1 has built, but nobody answers.",
          failure.message().strip());
    }
  }

  @Test
  void what_comes_with_another_checksum_goes_nowhere() throws IOException {
    try (Site site = site(new LocalShell("sh"))) {
      Built built = built(site, order(site, "web1"));
      Path archive = state("web1").resolve(built.sha256() + ".tar.gz");
      byte[] bytes = Files.readAllBytes(archive);
      bytes[bytes.length / 2] ^= 1;
      Files.write(archive, bytes);
      HostOrder web2 = order(site, "web2");

      HostFailure failure =
          Site.failing(() -> site.worker("second").unpack(new BuiltOrder(web2, built)));

      assertEquals(FailureType.ARTIFACT_UNUSABLE, failure.type());
      assertFalse(Site.there(release("web2")));
    }
  }

  @Test
  void a_host_of_another_kind_is_refused_before_anything_is_unpacked() {
    try (Site site = site(new LocalShell("sh"))) {
      Built here = built(site, order(site, "web1"));
      Built elsewhere =
          new Built(here.on(), here.sha256(), here.size(), "Plan9 mips", here.committedAt());
      HostOrder web2 = order(site, "web2");

      HostFailure failure =
          Site.failing(() -> site.building.unpack(new BuiltOrder(web2, elsewhere)));

      assertEquals(FailureType.PRECONDITION_FAILED, failure.type());
      assertTrue(
          failure.message().contains("what it is to serve was built on a Plan9 mips"),
          failure.message());
      assertFalse(Site.there(release("web2")));
    }
  }

  @Test
  void a_build_that_puts_a_link_on_the_way_to_a_file_of_secrets_is_refused() {
    try (Site site = site(new LocalShell("sh"))) {
      site.secrets = secrets("config/.env");
      site.steps = new Steps(once("mv config conf && ln -s conf config"), null, null);
      HostFailure failure = Site.failing(() -> built(site, order(site, "web1")));

      assertEquals(FailureType.PRECONDITION_FAILED, failure.type());
      assertTrue(failure.message().contains("config is a link in the release"), failure.message());
      assertEquals("", archives("web1"));
    }
  }

  @Test
  void a_tar_that_packs_secrets_all_the_same_is_refused() throws IOException {
    Path bin = Files.createDirectories(folder.resolve("bin"));
    Path tar = bin.resolve("tar");
    // Does not know how to leave anything out.
    Site.write(
        tar,
        "#!/bin/sh\n"
            + "for each; do shift; case $each in -X | */left-out) ;; *) set -- \"$@\" \"$each\" ;;"
            + " esac; done\n"
            + "exec %s \"$@\"\n".formatted(Requirements.find("tar").orElseThrow()));
    Files.setPosixFilePermissions(tar, PosixFilePermissions.fromString("rwxr-xr-x"));
    try (Site site = site(new LocalShell("sh").with("PATH", bin + ":" + System.getenv("PATH")))) {
      HostFailure failure = Site.failing(() -> built(site, order(site, "web1")));

      assertEquals(FailureType.PRECONDITION_FAILED, failure.type());
      assertTrue(
          failure.message().contains("its tar packs .env, which must not leave the host"),
          failure.message());
      assertEquals("", archives("web1"));
    }
  }

  private Site site(LocalShell shell) {
    Site site = new Site(folder, "{host} of it's", shell);
    revision = site.commit("file", "of the repository");
    site.steps = new Steps(once(BUILD), null, null);
    site.linkedFiles = List.of("config/app.env");
    for (String host : List.of("web1", "web2", "web3")) {
      Site.write(root(host).resolve("shared/config/app.env"), "KEY=" + host);
    }
    site.store.put("secret/data/shop", Map.of("password", "s3cret-0001"));
    site.secrets = secrets(".env");
    return site;
  }

  private static Step once(String run) {
    return new Step(run, null, null, true, Duration.ofSeconds(60));
  }

  /** One secret, in one file. */
  static Secrets secrets(String path) {
    return new Secrets(
        List.of(new Secret("PASSWORD", SecretRef.parse("vault:secret/data/shop#password"))),
        SecretsVersion.PIN,
        List.of(
            new SecretFile(path, SecretFileFormat.DOTENV, null, List.of(), "0600", null, null)));
  }

  private static Built built(Site site, HostOrder order) {
    site.host.prepare(order);
    site.host.build(order);
    return Objects.requireNonNull(site.building.pack(order).built());
  }

  private HostOrder order(Site site, String host) {
    Host one = new Host(HostName.of(host), "127.0.0.1", null, null, List.of(Role.of("web")), false);
    return Receiving.at(site.deploy(RELEASE, revision), one);
  }

  private Path root(String host) {
    return folder.resolve(host + " of it's");
  }

  private Path release(String host) {
    return root(host).resolve("releases").resolve(RELEASE);
  }

  private Path state(String host) {
    return root(host).resolve(".slipway").resolve(RELEASE);
  }

  private String manifest(String host) {
    return Site.read(state(host).resolve("manifest/files"));
  }

  /** Modes, kinds, texts of links and sums of all but what each host has of its own. */
  private String tree(String host) {
    return Site.sh(
        "cd \"$0\" && find . ! -path ./.env ! -path ./log ! -path ./config/app.env"
            + " -printf '%P %m %y %l\\n' | sort && find . -type f ! -path ./.env ! -path"
            + " ./config/app.env -exec sha256sum {} + | sort",
        release(host).toString());
  }

  private String archives(String host) {
    return Site.sh("cd \"$0\" && ls | grep 'tar.gz$' || true", state(host).toString());
  }
}
