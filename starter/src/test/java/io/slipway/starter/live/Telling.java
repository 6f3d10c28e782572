package io.slipway.starter.live;

import io.slipway.contract.EventType;
import io.slipway.contract.Phase;
import io.slipway.contract.RunEvent;
import io.slipway.contract.StepOutput;
import io.slipway.domain.HostName;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A run that tells of itself, at whatever time it is. */
final class Telling {
  static final Instant START = Instant.parse("2026-11-24T09:00:00Z");

  final Picture picture = new Picture();
  private Instant now = START;
  private int number;

  Telling after(int seconds) {
    now = now.plusSeconds(seconds);
    return this;
  }

  Instant now() {
    return now;
  }

  Telling begins(String message, int hosts) {
    return event(EventType.RUN_STARTED, null, null, message, null, hosts);
  }

  Telling tells(EventType type, String message) {
    return event(type, null, null, message, null, null);
  }

  Telling phase(Phase phase, String message, @Nullable Integer hosts) {
    return event(EventType.PHASE_STARTED, phase, null, message, null, hosts);
  }

  Telling over(Phase phase) {
    return event(EventType.PHASE_ENDED, phase, null, "over", null, null);
  }

  Telling host(EventType type, @Nullable Phase phase, String host, String message) {
    return event(type, phase, host, message, null, null);
  }

  Telling fails(Phase phase, String host, String message, String output) {
    return event(EventType.HOST_FAILED, phase, host, message, output, null);
  }

  Telling says(String host, String step, String tail) {
    picture.said(new StepOutput(HostName.of(host), step, 0, tail.length(), tail));
    return this;
  }

  private Telling event(
      EventType type,
      @Nullable Phase phase,
      @Nullable String host,
      String message,
      @Nullable String output,
      @Nullable Integer hosts) {
    number++;
    picture.event(
        new RunEvent(
            number,
            now,
            type,
            phase,
            host == null ? null : HostName.of(host),
            null,
            null,
            message,
            output,
            hosts));
    return this;
  }

  /** What a screen of this size shows. */
  String shown(int width, int height) {
    StringBuilder text = new StringBuilder();
    for (Line line : new Screen(width, height).of(picture, Line.of("q stop watching"), now)) {
      text.append(line.text()).append('\n');
    }
    return text.toString();
  }
}
