package io.slipway.rollout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.slipway.contract.EventType;
import io.slipway.domain.Channel;
import io.slipway.domain.Notifier;
import io.slipway.domain.Occasion;
import io.slipway.domain.SecretRef;
import io.slipway.domain.StageName;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AudienceTest {
  private static final Channel COMMAND = new Channel.Program("tell");
  private static final Channel GITHUB =
      new Channel.GitHub("acme/shop", SecretRef.parse("env:TOKEN"), "live", "https://github.test");

  @ParameterizedTest
  @CsvSource({
    "RUN_STARTED,    false, START",
    "PAUSED,         false, PAUSE",
    "REVERT_STARTED, false, FAILURE",
    "RUN_ENDED,      true,  END",
    "RUN_ENDED,      false, FAILURE",
    "RELEASE_CHOSEN, false,",
    "HOST_FAILED,    false,",
    "WARNING,        false,"
  })
  void who_hears_all_hears_of_each_event_once(EventType event, boolean wished, Occasion as) {
    assertEquals(
        Optional.ofNullable(as),
        Audience.occasion(new Notifier(COMMAND, Occasion.ALL, null), event, wished));
  }

  @Test
  void a_run_that_failed_has_ended_too() {
    Notifier ends = new Notifier(COMMAND, List.of(Occasion.END), null);
    assertEquals(Optional.of(Occasion.END), Audience.occasion(ends, EventType.RUN_ENDED, false));
  }

  @Test
  void who_wants_failures_hears_of_no_success() {
    Notifier failures = new Notifier(COMMAND, List.of(Occasion.FAILURE), null);
    assertEquals(Optional.empty(), Audience.occasion(failures, EventType.RUN_ENDED, true));
  }

  @Test
  void github_hears_of_the_start_once_the_commit_is_known() {
    Notifier github = new Notifier(GITHUB, Occasion.ALL, null);
    assertEquals(Optional.empty(), Audience.occasion(github, EventType.RUN_STARTED, false));
    assertEquals(
        Optional.of(Occasion.START), Audience.occasion(github, EventType.RELEASE_CHOSEN, false));
  }

  @Test
  void nobody_hears_of_what_they_did_not_ask_for() {
    for (Occasion occasion : Occasion.values()) {
      Notifier one = new Notifier(COMMAND, List.of(occasion), null);
      assertTrue(
          Arrays.stream(EventType.values())
              .flatMap(e -> Audience.occasion(one, e, false).stream())
              .allMatch(occasion::equals));
    }
  }

  @Test
  void says_what_to_run_where_somebody_is_asked() {
    StageName live = StageName.of("live");
    assertEquals("slipway approve live", Audience.command(Occasion.APPROVAL, false, live));
    assertEquals("slipway continue live", Audience.command(Occasion.PAUSE, false, live));
    assertEquals("slipway resume live", Audience.command(Occasion.PAUSE, true, live));
  }
}
