package io.slipway.notify;

import io.slipway.contract.Notice;
import io.slipway.contract.RunOutcome;
import io.slipway.domain.NoticeText;
import io.slipway.domain.Occasion;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A notice as people read it. */
final class NoticeWords {
  private final Notice notice;

  NoticeWords(Notice notice) {
    this.notice = notice;
  }

  /** One line. */
  String headline() {
    return "%s: %s on %s %s"
        .formatted(notice.key().application(), notice.subject(), notice.key().stage(), state());
  }

  private String state() {
    RunOutcome outcome = notice.outcome();
    if (outcome != null) {
      return ended(outcome);
    }
    return switch (notice.occasion()) {
      case START -> "has begun";
      case APPROVAL -> "waits for approval";
      case PAUSE -> "is paused";
      case FAILURE -> "is being put back";
      case END -> "has ended";
    };
  }

  private static String ended(RunOutcome outcome) {
    return switch (outcome) {
      case SUCCEEDED -> "has succeeded";
      case SUCCEEDED_WITH_EXCEPTIONS -> "has succeeded, but not on all hosts";
      case UNTOUCHED -> "has failed and changed nothing";
      case REJECTED -> "was not let begin and changed nothing";
      case REVERTED -> "has failed and was put back";
      case REVERTED_EXCEPT -> "has failed, and not all hosts could be put back";
    };
  }

  /** Whether something has gone wrong, or may. */
  boolean bad() {
    RunOutcome outcome = notice.outcome();
    return outcome == null
        ? notice.occasion() == Occasion.FAILURE
        : outcome != RunOutcome.SUCCEEDED;
  }

  /** What is told besides the headline, in lines: the user's own words, or all there is to say. */
  String text() {
    String template = notice.to().text();
    if (template != null) {
      return NoticeText.fill(template, placeholders());
    }
    StringBuilder text = new StringBuilder(notice.message());
    notice.details().forEach(line -> text.append('\n').append(line));
    if (notice.command() != null) {
      text.append("\nRun: ").append(notice.command());
    }
    return text.toString();
  }

  /** What there is to know of the run, by name. */
  Map<String, String> facts() {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("Asked for by", notice.initiator().toString());
    put(facts, "Reason", notice.reason());
    put(facts, "Revision", notice.revision());
    put(facts, "Release", notice.release());
    facts.put("Hosts", String.valueOf(notice.hosts()));
    facts.put("Run", notice.run());
    return facts;
  }

  private static void put(Map<String, String> facts, String name, @Nullable Object value) {
    if (value != null) {
      facts.put(name, value.toString());
    }
  }

  private Map<String, String> placeholders() {
    Map<String, String> values = new LinkedHashMap<>();
    values.put("application", notice.key().application().value());
    values.put("stage", notice.key().stage().value());
    values.put("kind", notice.key().kind().name().toLowerCase(Locale.ROOT));
    values.put("event", notice.occasion().word());
    values.put("ref", notice.ref());
    put(values, "revision", notice.revision());
    put(values, "release", notice.release());
    values.put("initiator", notice.initiator().toString());
    put(values, "reason", notice.reason());
    values.put("hosts", String.valueOf(notice.hosts()));
    put(values, "outcome", notice.outcome());
    values.put("message", notice.message());
    put(values, "command", notice.command());
    values.put("run", notice.run());
    values.put("at", notice.at().truncatedTo(ChronoUnit.SECONDS).toString());
    return values;
  }
}
