package io.slipway.release;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.slipway.contract.FailureType;
import io.slipway.contract.HostFailure;
import io.slipway.contract.HostOrder;
import io.slipway.contract.HostReport;
import io.slipway.contract.SecretPin;
import io.slipway.domain.Secret;
import io.slipway.domain.SecretFile;
import io.slipway.domain.SecretFileFormat;
import io.slipway.domain.SecretRef;
import io.slipway.domain.Secrets;
import io.slipway.domain.SecretsVersion;
import io.slipway.domain.Step;
import io.slipway.domain.Steps;
import io.slipway.secret.SecretException.Obstacle;
import io.slipway.shell.LocalShell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What hosts get of secrets, and what they tell of them. */
class SecretsOnHostTest {
  private static final String PASSWORD = "p4ss'w\"ord $HOME \\ und ünïcode";
  private static final SecretRef SHOP = SecretRef.parse("vault:secret/data/shop");

  private static final String RELEASE = "20261124100000";

  @TempDir Path folder;
  private Site site;
  private String revision = "";

  @BeforeEach
  void prepare() {
    site = new Site(folder, "srv", new LocalShell("sh"));
    commit(Map.of("app", "one"));
    site.store.put("secret/data/shop", Map.of("password", PASSWORD, "token", "t0ken-0001"));
  }

  @AfterEach
  void close() {
    site.close();
  }

  private void commit(Map<String, String> files) {
    revision = site.repository.commit("change", files);
  }

  private HostOrder order() {
    return site.deploy(RELEASE, revision);
  }

  private static SecretFile file(String path, SecretFileFormat format) {
    return new SecretFile(path, format, null, List.of(), "0600", null, null);
  }

  private void secrets(SecretsVersion version, SecretFile... files) {
    site.secrets =
        new Secrets(
            List.of(
                new Secret("PASSWORD", SecretRef.parse(SHOP + "#password")),
                new Secret("TOKEN", SecretRef.parse(SHOP + "#token"))),
            version,
            List.of(files));
  }

  private Path release() {
    return site.root.resolve("releases").resolve(RELEASE);
  }

  @Test
  void writes_a_file_that_shells_read() throws Exception {
    secrets(SecretsVersion.PIN, file(".env", SecretFileFormat.DOTENV));
    site.store.put("secret/data/shop", Map.of("password", "p4ss w\"ord $HOME", "token", "t0k"));

    HostReport report = site.host.prepare(order());

    Path env = release().resolve(".env");
    assertEquals("PASSWORD='p4ss w\"ord $HOME'\nTOKEN='t0k'\n", Files.readString(env));
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(env)));
    assertTrue(report.steps().stream().anyMatch(s -> s.step().equals("secrets") && !s.already()));
    HostReport again = site.host.prepare(order());
    assertTrue(again.steps().stream().anyMatch(s -> s.step().equals("secrets") && s.already()));
  }

  @Test
  void writes_json_yaml_and_templates_in_place_of_what_the_repository_has() throws Exception {
    commit(
        Map.of(
            "config/app.tmpl", "url: \"{{ TOKEN }}\"\nplain: {x}\n", "config/app.yml", "example"));
    secrets(
        SecretsVersion.PIN,
        new SecretFile(
            "secrets/all.json", SecretFileFormat.JSON, null, List.of("TOKEN"), "0640", null, null),
        file("all.yml", SecretFileFormat.YAML),
        new SecretFile(
            "config/app.yml",
            SecretFileFormat.TEMPLATE,
            "config/app.tmpl",
            List.of(),
            "0400",
            null,
            null));

    site.host.prepare(order());

    Path json = release().resolve("secrets/all.json");
    assertEquals("{\"TOKEN\":\"t0ken-0001\"}\n", Files.readString(json));
    assertEquals("rw-r-----", PosixFilePermissions.toString(Files.getPosixFilePermissions(json)));
    assertEquals(
        "url: \"t0ken-0001\"\nplain: {x}\n", Files.readString(release().resolve("config/app.yml")));
    assertTrue(
        Files.readString(release().resolve("all.yml"))
            .contains("PASSWORD: \"p4ss'w\\\"ord $HOME \\\\ und ünïcode\"\n"));
    Path manifest = site.root.resolve(".slipway/%s/manifest/files".formatted(RELEASE));
    assertFalse(Files.readString(manifest).contains("config/app.yml"));
  }

  @Test
  void refuses_a_place_behind_a_link_of_the_repository() throws Exception {
    Path outside = Files.createDirectory(folder.resolve("outside"));
    revision = site.repository.link("config", outside.toString());
    secrets(SecretsVersion.PIN, file("config/.env", SecretFileFormat.DOTENV));

    HostFailure failure = Site.failing(() -> site.host.prepare(order()));

    assertEquals(FailureType.PRECONDITION_FAILED, failure.type());
    assertTrue(failure.message().contains("config is a link"), failure.message());
    try (Stream<Path> files = Files.list(outside)) {
      assertEquals(List.of(), files.toList());
    }
  }

  @ParameterizedTest
  @EnumSource(Shells.class)
  void a_step_alone_has_them_in_its_environment(Shells shell) throws Exception {
    try (Site other = new Site(folder.resolve("of " + shell), "srv", shell.open(folder))) {
      site.close();
      site = other;
      commit(Map.of("app", "one"));
      site.store.put("secret/data/shop", Map.of("password", PASSWORD, "token", "t0ken-0001"));
      secrets(SecretsVersion.PIN);
      site.steps =
          new Steps(
              step(
                  "printf %s \"$PASSWORD\" >seen; echo \"${TOKEN-none}\" >others;"
                      + " echo \"said $PASSWORD\"; tr '\\0' '\\n' </proc/$PPID/environ >parent"),
              null,
              null);

      site.host.prepare(order());
      HostReport report = site.host.build(order());

      assertEquals(PASSWORD, Files.readString(release().resolve("seen")));
      assertEquals("none\n", Files.readString(release().resolve("others")));
      assertFalse(Files.readString(release().resolve("parent")).contains("p4ss"));
      assertEquals("said [secret]\n", report.steps().getLast().output());
      assertNowhere("p4ss", release().resolve("seen"));
    }
  }

  private static Step step(String run) {
    return new Step(run, null, null, false, Site.SOON, null, false, List.of(), List.of("PASSWORD"));
  }

  /** All files below the application's directory, but one. */
  private void assertNowhere(String text, Path but) throws IOException {
    try (Stream<Path> files = Files.walk(site.root)) {
      assertEquals(
          List.of(),
          files
              .filter(f -> Files.isRegularFile(f) && !f.equals(but))
              .filter(f -> read(f).contains(text))
              .toList());
    }
  }

  private static String read(Path file) {
    try {
      return new String(Files.readAllBytes(file), java.nio.charset.StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void takes_them_out_of_what_a_failing_step_says() {
    secrets(SecretsVersion.PIN);
    site.steps = new Steps(step("printf %s \"$PASSWORD\" | base64; exit 3"), null, null);
    site.host.prepare(order());

    HostFailure failure = Site.failing(() -> site.host.build(order()));

    assertEquals(FailureType.STEP_FAILED, failure.type());
    assertTrue(failure.output().contains("[secret]"), failure.output());
  }

  @Test
  void all_hosts_get_the_pinned_version_and_those_that_follow_the_newer_one() throws Exception {
    secrets(SecretsVersion.PIN, file(".env", SecretFileFormat.DOTENV));
    HostOrder first = order().with(List.of(new SecretPin(SHOP, "1")));
    site.store.put("secret/data/shop", Map.of("password", "newer", "token", "t0ken-0002"));

    site.host.prepare(first);

    Path env = release().resolve(".env");
    assertTrue(Files.readString(env).contains("t0ken-0001"));
    site.host.activate(first);
    assertTrue(Files.readString(env).contains("t0ken-0001"));

    secrets(SecretsVersion.FOLLOW, file(".env", SecretFileFormat.DOTENV));
    Files.delete(site.root.resolve("current"));
    site.host.activate(order().with(List.of(new SecretPin(SHOP, "2"))));
    assertTrue(Files.readString(env).contains("t0ken-0002"));
  }

  @Test
  void a_store_that_is_away_stops_only_those_who_need_it() {
    secrets(SecretsVersion.PIN, file(".env", SecretFileFormat.DOTENV));
    site.store.fail(Obstacle.AWAY);

    HostFailure failure = Site.failing(() -> site.host.prepare(order()));

    assertEquals(FailureType.SECRETS_UNREACHABLE, failure.type());
    assertTrue(
        failure
            .message()
            .startsWith("web1: tried to read vault:secret/data/shop (PASSWORD, TOKEN), but"),
        failure.message());
    site.host.inspect(order());
  }

  @Test
  void a_template_that_asks_for_more_than_there_is_says_so() {
    commit(Map.of("app.tmpl", "{{PASWORD}}"));
    secrets(
        SecretsVersion.PIN,
        new SecretFile(
            "app.conf", SecretFileFormat.TEMPLATE, "app.tmpl", List.of(), "0600", null, null));

    HostFailure failure = Site.failing(() -> site.host.prepare(order()));

    assertEquals(FailureType.SECRET_UNUSABLE, failure.type());
    assertTrue(failure.reason().contains("app.tmpl names PASWORD"), failure.message());
  }
}
