package io.slipway.contract;

import io.slipway.domain.ApplicationName;
import io.slipway.domain.StageName;
import java.time.Instant;
import java.util.List;

/**
 * What a notification tells: on a command's standard input this is its JSON.
 *
 * @param command what is run
 * @param appeared differences that the look before had not seen
 * @param gone differences that it had seen
 * @param report all of them
 */
public record DriftNews(
    ApplicationName application,
    StageName stage,
    Instant at,
    String command,
    List<Difference> appeared,
    List<Difference> gone,
    DriftReport report) {
  public DriftNews {
    appeared = appeared == null ? List.of() : List.copyOf(appeared);
    gone = gone == null ? List.of() : List.copyOf(gone);
  }
}
