package io.slipway.starter.output;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.slipway.domain.HostName;
import java.time.Instant;

/**
 * A line that a command has said on a host.
 *
 * @param begun names the beginning of the step: a step that is begun once more has another
 * @param at when the worker has kept it
 * @param prefix what people see before it
 */
record LogLine(
    String run,
    HostName host,
    String step,
    String begun,
    Instant at,
    String line,
    @JsonIgnore String prefix)
    implements Message {

  @Override
  public String type() {
    return "log";
  }

  @Override
  public void write(Page page) {
    page.line(prefix.isEmpty() ? line : page.paint().faint(prefix) + line);
  }
}
