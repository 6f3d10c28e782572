package io.slipway.starter.output;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.slipway.contract.EventType;
import io.slipway.contract.Phase;
import io.slipway.contract.RunEvent;
import io.slipway.domain.HostName;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A {@link RunEvent} as a line of JSON. */
record EventLine(
    @JsonIgnore EventType event,
    Instant at,
    String run,
    String workflow,
    int number,
    @Nullable Phase phase,
    @Nullable HostName host,
    @Nullable String step,
    @Nullable String batch,
    @Nullable Integer hosts,
    String message,
    @Nullable String output)
    implements Message {

  static EventLine of(String run, String workflow, RunEvent event) {
    String tail = event.output();
    return new EventLine(
        event.type(),
        event.at(),
        run,
        workflow,
        event.number(),
        event.phase(),
        event.host(),
        event.step(),
        event.batch(),
        event.hosts(),
        Printable.of(event.message()),
        tail == null ? null : Printable.of(tail));
  }

  @Override
  public String type() {
    return event.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public void write(Page page) {
    page.line(message);
  }
}
