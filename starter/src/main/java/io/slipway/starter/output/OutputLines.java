package io.slipway.starter.output;

import io.slipway.domain.HostName;
import java.util.List;

/** What a command on a host says while it runs. */
record OutputLines(String run, HostName host, String step, List<String> lines) implements Message {

  @Override
  public String type() {
    return "output";
  }

  @Override
  public void write(Page page) {
    lines.forEach(line -> page.line(page.paint().faint("  %s %s | ".formatted(host, step)) + line));
  }
}
