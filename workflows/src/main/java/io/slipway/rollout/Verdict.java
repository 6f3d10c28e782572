package io.slipway.rollout;

import io.slipway.contract.HostResult;
import io.slipway.contract.HostState;
import io.slipway.contract.RunOutcome;
import io.slipway.domain.HostName;
import java.util.List;

/** How a run that was stopped has ended, judged by its hosts alone. */
public record Verdict(RunOutcome outcome, String message) {

  /**
   * @param reason why it was stopped: whole sentences
   */
  public static Verdict ofStopped(List<HostResult> hosts, String reason) {
    List<HostName> stuck = in(hosts, HostState.REVERT_FAILED);
    List<HostName> reverted = in(hosts, HostState.REVERTED);
    if (!stuck.isEmpty()) {
      return new Verdict(
          RunOutcome.REVERTED_EXCEPT,
          "%s Could not be put back: %s. What these serve must be looked at by hand (slipway releases)."
              .formatted(reason, Names.of(stuck)));
    }
    if (!reverted.isEmpty()) {
      return new Verdict(
          RunOutcome.REVERTED,
          "%s Put back: %s. Every host serves what it served before."
              .formatted(reason, Names.of(reverted)));
    }
    return new Verdict(RunOutcome.UNTOUCHED, reason + " Nothing that is live has changed.");
  }

  private static List<HostName> in(List<HostResult> hosts, HostState state) {
    return hosts.stream().filter(h -> h.state() == state).map(HostResult::host).toList();
  }
}
