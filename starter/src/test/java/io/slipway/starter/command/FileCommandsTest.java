package io.slipway.starter.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.slipway.domain.Target;
import io.slipway.starter.config.FileSchema;
import io.slipway.starter.config.SlipwayFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code init}, {@code validate} and {@code schema}, as they are typed. */
class FileCommandsTest {
  private static final String FULL =
      Path.of(System.getProperty("slipway.repository", ".."))
          .resolve("examples/full/slipway.yml")
          .toString();

  @TempDir Path folder;

  @Test
  void initWritesAValidFileAndValidateSaysSo() throws IOException {
    Path file = folder.resolve("slipway.yml");
    FileCommandRun init =
        run(
            "init",
            "-f",
            file.toString(),
            "--application",
            "shop",
            "--repository",
            "/srv/git/shop.git",
            "--host",
            "web[01-03].example.com,db1",
            "--user",
            "ops");
    assertEquals(0, init.exit(), init.err());
    assertEquals(
        "Wrote %s for application shop. Look it through, then: slipway validate\n".formatted(file),
        init.out());

    assertEquals(
        new FileCommandRun(
            0, "%s is valid: application shop, stage production, 4 hosts\n".formatted(file), ""),
        run("validate", "-f", file.toString()));
    Target target = SlipwayFile.read(file).target(null, List.of(), List.of());
    assertEquals("/srv/git/shop.git", target.source().repository());
    assertEquals("ops", target.ssh().user());
    assertEquals("web03.example.com", target.hosts().get(2).name().value());
    String first = Files.readString(file).lines().findFirst().orElse("");
    assertEquals("# yaml-language-server: $schema=slipway.schema.json", first);
  }

  @Test
  void initsCommentsAreValidWhenTheyAreUsed() throws IOException {
    Path file = folder.resolve("slipway.yml");
    run("init", "-f", file.toString(), "--host", "web1,db1");
    String used =
        Files.readString(file)
            .replaceAll(
                "(?m)^( *)# (linked_files|steps|  build|  migrate|  restart|health)", "$1$2")
            .replaceAll("(?m)^ *ssh: .*\n( *)# ssh", "$1ssh")
            .replace("db1\", roles: [web]", "db1\", roles: [db]");
    assertTrue(used.contains("\nhealth:") && used.contains("    ssh: {user: deploy, jump:"), used);
    Files.writeString(file, used);
    FileCommandRun validate = run("validate", "-f", file.toString());
    assertEquals("", validate.err());
    Target target = SlipwayFile.read(file).target(null, List.of("db1"), List.of());
    assertEquals(
        "bin/migrate --down",
        target.steps().migrate() == null ? "" : target.steps().migrate().undo());
  }

  @Test
  void initGuessesFromGitsOrigin() throws Exception {
    git("init", "--quiet");
    git("remote", "add", "origin", "git@git.example.com:acme/web-shop.git");
    Path file = folder.resolve("deploy.yml");
    FileCommandRun init = run("init", "--file", file.toString(), "--output", "json");
    assertEquals(0, init.exit(), init.err());
    assertEquals(
        "{\"type\":\"written\",\"file\":\"%s\",\"application\":\"web-shop\",\"repository\":\"git@git.example.com:acme/web-shop.git\"}\n"
            .formatted(file),
        init.out());
  }

  @Test
  void initNeverCopiesAPasswordOfGitsOrigin() throws Exception {
    git("init", "--quiet");
    git("remote", "add", "origin", "https://me:hunter2@git.example.com/acme/shop.git");
    Path file = folder.resolve("slipway.yml");
    FileCommandRun init = run("init", "--file", file.toString());
    assertEquals(0, init.exit(), init.err());
    assertTrue(init.err().contains("put the right repository into the file"), init.err());
    assertFalse((Files.readString(file) + init.out() + init.err()).contains("hunter2"));
  }

  @Test
  void initNeverOverwrites() throws IOException {
    Path file = folder.resolve("slipway.yml");
    Files.writeString(file, "mine");
    FileCommandRun init = run("init", "--file", file.toString());
    assertEquals(2, init.exit());
    assertEquals(
        "%s is there already and stays as it is. Name another with --file, or remove it first.\n"
            .formatted(file),
        init.err());
    assertEquals("mine", Files.readString(file));
  }

  @Test
  void initWritesNothingWithWrongValues() {
    Path file = folder.resolve("slipway.yml");
    FileCommandRun init =
        run("init", "--file", file.toString(), "--host", "web1\", x: \"y", "--application", "a b");
    assertEquals(2, init.exit());
    assertTrue(init.err().contains("application: 'a b' is not a valid name."), init.err());
    assertTrue(init.err().contains("hosts[0].name: 'web1\", x: \"y' is not a valid"), init.err());
    assertFalse(Files.exists(file));
  }

  @Test
  void initNamesTheFolderThatIsNotThere() {
    FileCommandRun init = run("init", "--file", folder.resolve("no/slipway.yml").toString());
    assertEquals(2, init.exit());
    assertTrue(init.err().startsWith("Tried to write "), init.err());
  }

  @Test
  void validateCountsStagesAndHosts() {
    assertEquals(
        "%s is valid: application shop, 6 stages, 64 hosts\n".formatted(FULL),
        run("validate", "--file", FULL).out());
    assertEquals(
        "%s is valid: application shop, stage staging, 1 host\n".formatted(FULL),
        run("validate", "staging", "--file", FULL).out());
    FileCommandRun typo = run("validate", "stagging", "--file", FULL);
    assertEquals(2, typo.exit());
    assertTrue(typo.err().endsWith("has no stage 'stagging'. Did you mean staging?\n"), typo.err());
  }

  @Test
  void validateSpeaksJson() throws IOException {
    FileCommandRun run = run("validate", "--file", FULL, "--output", "json");
    assertEquals(
        new ObjectMapper()
            .readTree(
                """
                {"type": "valid", "file": "%s", "application": "shop", "stages": [
                  {"stage": "production", "hosts": 46}, {"stage": "staging", "hosts": 1},
                  {"stage": "cloud", "hosts": 4}, {"stage": "edge", "hosts": 1},
                  {"stage": "shopfront", "hosts": 8}, {"stage": "twins", "hosts": 4}]}
                """
                    .formatted(FULL)),
        new ObjectMapper().readTree(run.out()));
    assertEquals(1, run.out().lines().count());
  }

  @Test
  void schemaPrintsTheSchema() {
    assertEquals(new FileCommandRun(0, FileSchema.text(), ""), run("schema"));
  }

  private void git(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("git", "-C", folder.toString()));
    command.addAll(List.of(arguments));
    assertEquals(0, new ProcessBuilder(command).inheritIO().start().waitFor());
  }

  private static FileCommandRun run(String... arguments) {
    return FileCommandRun.of(arguments);
  }
}
