package io.slipway.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.slipway.contract.DriftNews;
import io.slipway.contract.DriftReport;
import io.slipway.domain.ApplicationName;
import io.slipway.domain.StageName;
import io.slipway.notify.NotifyCommand;
import io.temporal.failure.ApplicationFailure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class NotifyCommandTest {
  private static final Duration LONG = Duration.ofSeconds(30);

  @TempDir Path folder;

  private static DriftNews news(String command) {
    return new DriftNews(
        ApplicationName.of("shop"),
        StageName.of("production"),
        Instant.parse("2026-11-24T09:00:00Z"),
        command,
        List.of(),
        List.of(),
        new DriftReport(null, null, 1, 0, List.of()));
  }

  @Test
  void is_told_the_news_as_json() throws Exception {
    Path told = folder.resolve("told");
    new Watch(true).tell(news("cat > '%s'".formatted(told)));
    assertTrue(Files.readString(told).startsWith("{\"application\":\"shop\","));
  }

  @Test
  void says_how_it_failed() {
    assertEquals(
        Optional.of("'echo no; exit 3' ended with status 3: no"),
        new NotifyCommand("echo no; exit 3", LONG).run("{}"));
  }

  @Test
  void need_not_read_what_it_is_told() {
    assertEquals(Optional.empty(), new NotifyCommand("exec true", LONG).run("x".repeat(500_000)));
  }

  @Test
  void ends_when_its_time_is_over() {
    Duration little = Duration.ofMillis(200);
    assertTrue(
        new NotifyCommand("sleep 60; true", little).run("{}").orElse("").contains("had not"));
  }

  @Test
  void is_not_run_where_the_worker_does_not_allow_it() {
    Path told = folder.resolve("told");
    ApplicationFailure refused =
        assertThrows(
            ApplicationFailure.class,
            () -> new Watch(false).tell(news("touch '%s'".formatted(told))));
    assertTrue(refused.isNonRetryable());
    assertTrue(refused.getOriginalMessage().contains("SLIPWAY_WORKER_NOTIFY=allow"));
    assertTrue(!Files.exists(told));
  }
}
