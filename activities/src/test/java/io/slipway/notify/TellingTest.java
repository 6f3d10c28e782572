package io.slipway.notify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.slipway.contract.FailureType;
import io.slipway.contract.Notice;
import io.slipway.contract.NotifyActivities;
import io.slipway.contract.WireFormat;
import io.slipway.domain.Channel;
import io.slipway.domain.SecretRef;
import io.slipway.redact.Redactor;
import io.slipway.secret.FakeStore;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.testing.TestActivityEnvironment;
import io.temporal.testing.TestEnvironmentOptions;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The activity, with a receiver that is real. */
final class TellingTest {
  private static final SecretRef HOOK = SecretRef.parse("vault:secret/data/ops#hook");
  private static final Channel SLACK = new Channel.Slack(HOOK);
  private static final Channel WEBHOOK = new Channel.Webhook(HOOK, null);

  private final WebReceiver receiver = new WebReceiver();
  private final FakeStore store = new FakeStore();
  private final Redactor redactor = new Redactor();
  private final TestActivityEnvironment temporal =
      TestActivityEnvironment.newInstance(
          TestEnvironmentOptions.newBuilder()
              .setWorkflowClientOptions(
                  WorkflowClientOptions.newBuilder()
                      .setDataConverter(WireFormat.dataConverter())
                      .build())
              .build());
  private final List<String> beats = new ArrayList<>();

  TellingTest() throws IOException {
    store.put("secret/data/ops", "hook", receiver.url("/hooks/s3cr3t-4711-canary"));
    temporal.setActivityHeartbeatListener(String.class, beats::add);
    temporal.registerActivitiesImplementations(
        new Notifying(
                store,
                redactor,
                InstantSource.fixed(Instant.parse("2026-11-24T09:00:00Z")),
                Map.of())
            .activities());
  }

  @AfterEach
  void close() {
    temporal.close();
    receiver.close();
  }

  private void tell(Notice notice) {
    temporal.newActivityStub(NotifyActivities.class).tell(notice);
  }

  private ApplicationFailure failure(Notice notice) {
    ActivityFailure failure = assertThrows(ActivityFailure.class, () -> tell(notice));
    return assertInstanceOf(ApplicationFailure.class, failure.getCause());
  }

  @Test
  void notes_that_it_is_about_to_tell() {
    tell(Notices.begun(SLACK));
    assertEquals(List.of(Telling.BEGUN), beats);
    assertEquals(1, receiver.heard().size());
  }

  @Test
  void who_may_have_heard_it_of_a_worker_that_was_lost_is_not_told_twice() {
    temporal.setHeartbeatDetails(Telling.BEGUN);
    ApplicationFailure failure = failure(Notices.begun(SLACK));
    assertEquals(FailureType.NOTIFIER_UNUSABLE.name(), failure.getType());
    assertTrue(failure.isNonRetryable());
    assertTrue(
        failure
            .getOriginalMessage()
            .startsWith(
                "production: tried to tell Slack (vault:secret/data/ops#hook) of 'start', but a"
                    + " worker was lost"),
        failure.getOriginalMessage());
    assertEquals(List.of(), receiver.heard());
  }

  @Test
  void who_knows_it_again_is_told_once_more() {
    temporal.setHeartbeatDetails(Telling.BEGUN);
    tell(Notices.begun(WEBHOOK));
    assertEquals(1, receiver.heard().size());
  }

  @Test
  void what_was_surely_not_heard_is_noted_and_tried_again() {
    receiver.answers(503);
    ApplicationFailure failure = failure(Notices.begun(SLACK));
    assertEquals(FailureType.NOTIFIER_UNREACHABLE.name(), failure.getType());
    assertFalse(failure.isNonRetryable());
    assertFalse(failure.getOriginalMessage().contains("canary"), failure.getOriginalMessage());

    temporal.setHeartbeatDetails(Telling.UNHEARD);
    receiver.answers(200);
    tell(Notices.begun(SLACK));
    assertEquals(2, receiver.heard().size());
  }

  @Test
  void doubt_ends_it_for_people_and_not_for_programs() {
    receiver.vanishes();
    assertEquals(FailureType.NOTIFIER_UNUSABLE.name(), failure(Notices.begun(SLACK)).getType());
    assertEquals(
        FailureType.NOTIFIER_UNREACHABLE.name(), failure(Notices.begun(WEBHOOK)).getType());
    assertEquals(List.of(Telling.BEGUN, Telling.BEGUN), beats);
  }

  @Test
  void takes_known_secrets_and_terminal_escapes_out_of_what_it_tells() {
    Redactor.Known unused = redactor.know(List.of("hunter2hunter2"));
    tell(Notices.paused(WEBHOOK, "login hunter2hunter2 \u001b[31mrefused"));
    String body = receiver.heard().getFirst().body();
    assertFalse(body.contains("hunter2hunter2"), body);
    assertTrue(body.contains("login [secret] \\\\e[31mrefused"), body);
  }

  @Test
  void tells_no_channel_too_much_at_once() {
    for (int i = 0; i < Pacing.AT_ONCE; i++) {
      tell(Notices.begun(SLACK));
    }
    ApplicationFailure failure = failure(Notices.begun(SLACK));
    assertEquals(FailureType.NOTIFIER_UNREACHABLE.name(), failure.getType());
    assertEquals(Pacing.EVERY, failure.getNextRetryDelay());
    assertEquals(Pacing.AT_ONCE, receiver.heard().size());
  }
}
