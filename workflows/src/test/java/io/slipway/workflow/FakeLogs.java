package io.slipway.workflow;

import io.slipway.contract.LogActivities;
import io.slipway.contract.LogOrder;
import io.slipway.contract.LogPage;
import io.slipway.contract.LogPageOrder;
import io.slipway.contract.LogPiece;
import java.util.List;
import java.util.Objects;

/** Has a piece for each host that it is asked about, which tells what it was asked. */
final class FakeLogs implements LogActivities {
  @Override
  public LogPage read(LogPageOrder asked) {
    LogOrder order = asked.order();
    String step = Objects.requireNonNull(order.step());
    List<LogPiece> pieces =
        order.hosts().stream()
            .map(host -> new LogPiece(host, step, "1-1", 0, 1, 1, "%s %s\n".formatted(host, step)))
            .toList();
    return new LogPage(pieces, false, null);
  }
}
