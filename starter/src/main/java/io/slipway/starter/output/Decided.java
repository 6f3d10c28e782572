package io.slipway.starter.output;

import io.slipway.contract.PauseKind;
import io.slipway.contract.RunSummary;
import io.slipway.domain.HostName;
import io.slipway.rollout.Names;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A run has been told how to go on.
 *
 * @param run id of its workflow
 * @param decision {@code retry}, {@code exclude}, {@code continue}, {@code resume}, {@code approve}
 *     or {@code reject}
 * @param hosts those that were named
 * @param from the step to begin with; null for the one that failed
 * @param watch the command that follows it
 * @param waits what it still waits for, whole sentences; null when it goes on
 */
public record Decided(
    String run,
    String decision,
    List<HostName> hosts,
    @Nullable String from,
    String watch,
    @Nullable String waits)
    implements Message {
  public Decided {
    hosts = List.copyOf(hosts);
  }

  public static Decided of(
      String decision, RunSummary run, List<HostName> hosts, @Nullable String from) {
    return new Decided(
        run.workflowId(),
        decision,
        hosts,
        from,
        "slipway watch " + run.key().stage(),
        run.pause() == null || run.pause().kind() != PauseKind.APPROVAL ? null : run.pause().why());
  }

  @Override
  public String type() {
    return "decided";
  }

  @Override
  public void write(Page page) {
    page.line(
        "The run knows: %s%s%s."
            .formatted(
                decision,
                hosts.isEmpty() ? "" : " " + Names.of(hosts),
                from == null ? "" : " from " + from));
    if (waits != null) {
      page.line(Printable.of(waits));
    }
    page.line("Watch it: %s.".formatted(watch));
  }
}
