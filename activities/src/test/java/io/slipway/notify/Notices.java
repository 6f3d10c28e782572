package io.slipway.notify;

import io.slipway.contract.EventType;
import io.slipway.contract.Initiator;
import io.slipway.contract.Notice;
import io.slipway.contract.RunKey;
import io.slipway.contract.RunKind;
import io.slipway.contract.RunOutcome;
import io.slipway.domain.ApplicationName;
import io.slipway.domain.Channel;
import io.slipway.domain.Notifier;
import io.slipway.domain.Occasion;
import io.slipway.domain.ReleaseId;
import io.slipway.domain.Revision;
import io.slipway.domain.StageName;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What tests tell. */
final class Notices {
  private Notices() {}

  static Notice paused(Channel channel, String message) {
    return notice(channel, null, Occasion.PAUSE, EventType.PAUSED, null, message);
  }

  static Notice worded(Channel channel, String template) {
    return notice(channel, template, Occasion.PAUSE, EventType.PAUSED, null, "It waits.");
  }

  static Notice begun(Channel channel) {
    return notice(channel, null, Occasion.START, EventType.RELEASE_CHOSEN, null, "It begins.");
  }

  static Notice ended(Channel channel, RunOutcome outcome) {
    return notice(channel, null, Occasion.END, EventType.RUN_ENDED, outcome, "All is back.");
  }

  private static Notice notice(
      Channel channel,
      @Nullable String template,
      Occasion occasion,
      EventType event,
      @Nullable RunOutcome outcome,
      String message) {
    return new Notice(
        "5b8a-run/" + (outcome == null ? occasion.word() : "end"),
        new Notifier(channel, Occasion.ALL, template),
        occasion,
        event,
        Instant.parse("2026-11-24T09:00:00Z"),
        new RunKey(
            ApplicationName.of("shop"),
            StageName.of("production"),
            RunKind.DEPLOY,
            ReleaseId.of("20261124090000")),
        "deploy/shop/production/20261124090000",
        "deploy of v1.4.2",
        "v1.4.2",
        Revision.of("4f2c9d1a".repeat(5)),
        ReleaseId.of("20261124090000"),
        new Initiator("ana", "laptop"),
        "a hotfix",
        3,
        outcome,
        message,
        outcome == null ? List.of() : List.of("web2: tried to verify, but it answered 500."),
        occasion == Occasion.PAUSE ? "slipway continue production" : null);
  }
}
