package io.slipway.starter.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people see of trains. */
final class TrainCommandsTest {
  private static final String APPLICATION =
      """
      application: %s
      repository: git@git.example.com:acme/%s.git
      deploy_to: /srv/%s
      stages:
        production:
          ssh: {user: deploy}
          hosts: [%s]
      """;

  @TempDir Path folder;
  private CommandBench bench;

  @BeforeEach
  void open() {
    bench = CommandBench.started(folder);
    write("api.yml", APPLICATION.formatted("api", "api", "api", "api1"));
    write("web.yml", APPLICATION.formatted("web", "web", "web", "web1, web2"));
  }

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  void a_train_is_planned_started_let_through_its_gate_and_ends() {
    String file =
        train(
            "  - {application: api, config: api.yml, stage: production, revision: v1}",
            "  - {gate: approve, quorum: 1}",
            "  - {gate: wait, for: 1s}",
            "  - {application: web, config: ./web.yml, stage: production, revision: v2}");

    bench
        .run("train", "start", file, "--plan")
        .exits(0)
        .says("This is what it would do", "approval by 1", "a wait of 1.0 s");
    assertEquals("none", bench.fleet.live("api1"));
    bench.run("train", "start", file).exits(0).says("Train autumn by ana@laptop");
    bench.run("train", "start", file).exits(4).notes("A train autumn is under way.");
    CommandBench.await(
        "the gate",
        () ->
            bench
                .run("train", "status", "autumn")
                .out()
                .contains("It waits for approval by 1 until"));
    bench.run("train", "continue", "autumn", "--reason", "looks good").exits(0);
    JsonNode end =
        bench.run("train", "status", "autumn", "--wait", "--output", "json").exits(0).lastLine();

    assertEquals("train", end.get("type").asText());
    assertEquals("DONE", end.at("/train/state").asText());
    assertEquals("DONE", end.at("/train/places/3/state").asText());
    bench.run("history", "production").exits(2);
    bench.run("train", "abort", "autumn").exits(4).notes("There is no train autumn");
  }

  @Test
  void an_abort_puts_back_or_keeps() {
    String file =
        train(
            "  - {application: api, config: api.yml, stage: production, revision: v1}",
            "  - {gate: approve}",
            "  - {application: web, config: web.yml, stage: production, revision: v2}");
    bench.run("train", "start", file).exits(0);
    CommandBench.await(
        "the gate",
        () -> bench.run("train", "status", "autumn").out().contains("It waits for approval"));

    bench.run("train", "abort", "autumn", "--keep", "--reason", "not today").exits(0);

    bench
        .run("train", "status", "autumn", "--wait")
        .exits(6)
        .says("Aborted by ana@laptop: not today. What was deployed stays.");
    assertEquals("none", bench.fleet.live("web1"));
  }

  @Test
  void all_faults_are_told_at_once_with_their_lines() {
    write("odd.yml", "application: odd\n");
    String file =
        train(
            "  - {application: api, config: api.yml, stage: prodction, revision: v1}",
            "  - {application: web, config: api.yml, stage: production, revision: v1}",
            "  - {application: web, config: web.yml, stage: production, quorum: 2}",
            "  - {gate: wait}",
            "  - {gate: approve, for: 1s, stage: production}",
            "  - {gate: sleep, quorums: 1}",
            "  - {application: odd, config: odd.yml, stage: production, revision: v1}",
            "  - {application: web, config: web.yml, stage: production, revision: v1}",
            "  - {application: web, config: web.yml, stage: production, revision: v2}",
            "  - {}");

    bench
        .run("train", "start", file)
        .exits(2)
        .notes(
            "train.yml:3",
            "has no stage 'prodction'",
            "api.yml describes api, and not web",
            "does not belong to a car",
            "cars[2].revision",
            "cars[3].for",
            "does not belong to a gate that waits for people",
            "cars[4].stage",
            "'sleep'",
            "quorums",
            "odd.yml",
            "production of web is in this train already",
            "says nothing to do");
    bench.run("train", "status", "autumn").exits(4).notes("There is no train autumn");
  }

  @Test
  void what_is_no_train_is_told() {
    bench.run("train", "start", folder.resolve("none.yml").toString()).exits(2);
    write("empty.yml", "train: autumn\ncars: []\n");
    bench
        .run("train", "start", folder.resolve("empty.yml").toString())
        .exits(2)
        .notes("names no car");
    bench.run("train", "status", "a/b").exits(2).notes("is no name of a train");
  }

  private String train(String... cars) {
    return write("train.yml", "train: autumn\ncars:\n" + String.join("\n", cars) + "\n");
  }

  private String write(String name, String text) {
    try {
      return Files.writeString(folder.resolve(name), text).toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
