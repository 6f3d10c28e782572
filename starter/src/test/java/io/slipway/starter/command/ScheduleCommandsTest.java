package io.slipway.starter.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What is said of times that cannot be kept, before anybody is asked. {@code ScheduleIT} has
 * schedules come: Temporal's in-process server has none.
 */
final class ScheduleCommandsTest {
  private CommandBench bench;

  @BeforeEach
  void open(@TempDir Path folder) {
    bench = CommandBench.started(folder);
    bench.writesFile(2, "batches: [1]");
  }

  @AfterEach
  void close() {
    bench.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2020-01-01T00:00Z      | is over, or less than",
        "2099-12-01T22:00       | write the time with its offset, such as 2026-12-01T22:00+01:00",
        "tomorrow               | write the time with its offset, such as 2026-12-01T22:00+01:00",
        "2099-02-30T22:00+01:00 | write the time with its offset, such as 2026-12-01T22:00+01:00"
      })
  void a_time_that_is_none_or_is_over_is_refused(String at, String why) {
    bench.run("deploy", "production", "--revision", "v2", "--at", at).exits(2).notes("--at: ", why);
  }

  @Test
  void nobody_watches_a_deploy_of_another_time() {
    for (String option : new String[] {"--detach", "--override-freeze"}) {
      bench
          .run(
              "deploy",
              "production",
              "--revision",
              "v2",
              "--at",
              "2099-12-01T22:00+01:00",
              "--reason",
              "why",
              option)
          .exits(2)
          .notes("--at");
    }
    bench
        .run("deploy", "production", "--revision", "v2", "--pin")
        .exits(2)
        .notes("--pin needs --at");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 6 * * MON-THU | Mars/Olympus  | deploy  | --zone: 'Mars/Olympus' is no time zone",
        "0 25 * * *      | UTC           | deploy  | --cron: ",
        "0 6 * *         | UTC           | deploy  | --cron: ",
        "0 6 31 2 *      | UTC           | deploy  | --cron: ",
        "0 6 * * *       | Europe/Berlin | Nightly | --name: it is made of a to z"
      })
  void a_schedule_that_never_comes_or_has_no_name_is_refused(
      String cron, String zone, String name, String why) {
    bench
        .run(
            "schedule",
            "create",
            "production",
            "--cron",
            cron,
            "--zone",
            zone,
            "--name",
            name,
            "--revision",
            "main")
        .exits(2)
        .notes(why);
  }

  @Test
  void a_server_without_schedules_is_told_of_and_nothing_is_deployed() {
    String without = "keeps everything in memory and has no schedules";
    bench
        .run("deploy", "production", "--revision", "v2", "--at", "2099-12-01T22:00+01:00")
        .exits(5)
        .notes(without);
    bench
        .run(
            "schedule",
            "create",
            "production",
            "--cron",
            "0 6 * * *",
            "--zone",
            "UTC",
            "--revision",
            "main")
        .exits(5)
        .notes(without);
    bench.run("schedule", "list", "production").exits(5).notes(without);
    assertEquals("none", bench.fleet.live("web1"));
  }
}
