package io.slipway.starter.capistrano;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.slipway.starter.config.SlipwayFile;
import io.slipway.starter.output.ExitCode;
import io.slipway.starter.output.ProblemException;
import io.slipway.starter.output.TakenOver;
import io.slipway.starter.output.TakenOver.Fate;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With the Ruby of the machine, which dev/components installs together with Capistrano. */
final class TakeoverTest {
  @TempDir Path folder;

  @Test
  void a_project_becomes_a_whole_file() throws IOException {
    Takeover takeover = Takeover.of(sample("shop"), true);

    assertEquals(Files.readString(sample("shop.yml")), takeover.text());
    TakenOver report = takeover.report(Path.of("slipway.yml"));
    assertTrue(report.evaluated(), "Ruby is there: dev/components install capistrano");
    assertEquals(List.of("production", "staging"), report.stages());
    tells(report, Fate.TAKEN, "keep_releases (config/deploy.rb:11)", "7");
    tells(report, Fate.TAKEN, "3 servers of production", "with their roles");
    tells(report, Fate.CHANGED, "ssh option forward_agent", "delivery: push");
    tells(report, Fate.CHANGED, "branch (config/deploy.rb:6)", "--revision main");
    tells(report, Fate.LEFT_OUT, "server stats.example.com of production", "no_release");
    tells(report, Fate.BY_HAND, "after deploy:publishing: deploy:restart", "steps.restart");
    tells(report, Fate.BY_HAND, "config/deploy.rb:3", "dotenv is not there");
    tells(report, Fate.BY_HAND, "config/deploy.rb:28", "sidekiq_thing is not known");
  }

  @Test
  void secrets_are_named_and_not_copied() {
    for (boolean ruby : List.of(true, false)) {
      Takeover takeover = Takeover.of(sample("shop"), ruby);
      TakenOver report = takeover.report(Path.of("slipway.yml"));

      assertFalse((takeover.text() + report).contains("s3cr3t-of-the-app"));
      tells(report, Fate.BY_HAND, "default_env SECRET_TOKEN", "put it into secrets");
    }
  }

  @Test
  void without_ruby_plain_lines_are_read_and_all_others_named() {
    Takeover takeover = Takeover.of(sample("shop"), false);

    SlipwayFile file = SlipwayFile.parse(Path.of("slipway.yml"), takeover.text());
    assertEquals(3, file.target("production", List.of(), List.of()).hosts().size());
    TakenOver report = takeover.report(Path.of("slipway.yml"));
    assertFalse(report.evaluated());
    tells(report, Fate.TAKEN, "linked_dirs (config/deploy.rb:9)", "log, tmp/pids");
    tells(report, Fate.BY_HAND, "config/deploy.rb:6", "takes Ruby: set :branch");
    tells(report, Fate.BY_HAND, "config/deploy.rb:18", "namespace :deploy do");
    tells(report, Fate.BY_HAND, "config/deploy/production.rb:5", "Net::SSH::Proxy");
  }

  @Test
  void what_an_error_has_cut_off_is_told() throws IOException {
    writes("config/deploy.rb", "set :application, 'shop'\nraise 'no vault here'\nset :x, 1\n");
    writes("config/deploy/production.rb", "server 'web1', user: 'deploy', roles: [:app]\n");

    TakenOver report = Takeover.of(folder, true).report(Path.of("slipway.yml"));

    tells(report, Fate.BY_HAND, "config/deploy.rb:2", "what follows was not read: no vault here");
    tells(report, Fate.BY_HAND, "repo_url", "was not found");
    tells(report, Fate.TAKEN, "1 server of production", "with their roles");
  }

  @Test
  void what_makes_no_valid_file_is_told_with_the_rest() throws IOException {
    writes(
        "config/deploy.rb",
        """
        set :application, 'shop'
        set :repo_url, 'https://ana:pa55word@git.example.com/shop.git'
        set :linked_dirs, %w[../elsewhere]
        """);
    writes("config/deploy/production.rb", "server 'deploy@web1:2222', roles: %w[app]\n");
    for (boolean ruby : List.of(true, false)) {
      Takeover takeover = Takeover.of(folder, ruby);
      TakenOver report = takeover.report(Path.of("slipway.yml"));

      assertFalse((takeover.text() + report).contains("pa55word"));
      tells(report, Fate.BY_HAND, "the password of repo_url", "deploy key");
      tells(report, Fate.BY_HAND, "linked_dirs", "holds");
      assertTrue(takeover.text().contains("{name: web1, port: 2222, roles: [app]}"));
      assertTrue(takeover.text().contains("deploy_to: /var/www/shop"));
    }
  }

  @Test
  void a_folder_without_a_project_is_refused() throws IOException {
    ProblemException none = assertThrows(ProblemException.class, () -> Takeover.of(folder, true));
    assertEquals(ExitCode.USAGE, none.exit());
    assertTrue(String.valueOf(none.getMessage()).contains("has no config/deploy.rb"));

    writes("config/deploy.rb", "set :application, 'shop'\n");
    ProblemException stageless =
        assertThrows(ProblemException.class, () -> Takeover.of(folder, true));
    assertTrue(String.valueOf(stageless.getMessage()).contains("no file of a stage"));
  }

  private void writes(String file, String text) throws IOException {
    Path path = folder.resolve(file);
    Files.createDirectories(Objects.requireNonNull(path.getParent()));
    Files.writeString(path, text);
  }

  private static void tells(TakenOver report, Fate fate, String what, String words) {
    assertTrue(
        report.findings().stream()
            .anyMatch(
                f -> f.fate() == fate && f.what().contains(what) && f.words().contains(words)),
        () -> "%s %s: %s is not among%n%s".formatted(fate, what, words, report.findings()));
  }

  private static Path sample(String name) {
    try {
      return Path.of(Objects.requireNonNull(TakeoverTest.class.getResource(name), name).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
