package io.slipway.rollout;

import io.slipway.contract.HostResult;
import io.slipway.contract.HostState;
import io.slipway.contract.RunOutcome;
import io.slipway.domain.Color;
import io.slipway.domain.HostName;
import io.slipway.domain.ReleaseId;
import io.slipway.domain.Revision;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How a run that was stopped has ended, judged by its hosts alone. */
public record Verdict(RunOutcome outcome, String message) {

  /**
   * How a run has ended that has brought its release to some host at least.
   *
   * @param why it did not get through, whole sentences; null when it did
   * @param half whether its hosts are a half of the stage, which gets its visitors as a whole
   */
  public static Verdict ofLive(
      List<HostResult> hosts,
      @Nullable ReleaseId release,
      @Nullable Revision revision,
      @Nullable String why,
      boolean half) {
    List<HostName> live = in(hosts, HostState.ACTIVE);
    String what =
        "Release %s%s is live on %s"
            .formatted(
                release,
                revision == null ? "" : " (" + revision.abbreviated() + ")",
                live.size() == 1 ? "1 host" : live.size() + " hosts");
    List<HostResult> others = hosts.stream().filter(h -> h.state() != HostState.ACTIVE).toList();
    if (others.isEmpty() && why == null) {
      return new Verdict(RunOutcome.SUCCEEDED, what + ".");
    }
    String message =
        others.isEmpty() ? what + "." : "%s, but not on %s.".formatted(what, byState(others));
    return new Verdict(
        RunOutcome.SUCCEEDED_WITH_EXCEPTIONS,
        "%s%s%s"
            .formatted(
                why == null ? "" : why + " ",
                message,
                others.isEmpty()
                    ? ""
                    : half
                        ? " They get no visitors. The next deploy goes to the other half."
                        : " To bring it there, too, once they are fit: slipway deploy"
                            + " --resume-failed."));
  }

  private static String byState(List<HostResult> hosts) {
    Map<HostState, List<HostName>> states = new EnumMap<>(HostState.class);
    hosts.forEach(h -> states.computeIfAbsent(h.state(), s -> new ArrayList<>()).add(h.host()));
    return states.entrySet().stream()
        .map(e -> "%s (%s)".formatted(Names.of(e.getValue()), words(e.getKey())))
        .collect(Collectors.joining(", "));
  }

  private static String words(HostState state) {
    return switch (state) {
      case SKIPPED -> "away";
      case EXCLUDED -> "excluded";
      case REVERTED -> "failed, put back";
      case REVERT_FAILED, UNKNOWN -> "not known, in quarantine";
      case FAILED, ACTIVATING, PREPARING -> "failed";
      case PENDING, UNTOUCHED, PREPARED, DISCARDED, REVERTING -> "not begun";
      case ACTIVE -> "live";
      case RETIRED -> "retired";
    };
  }

  /**
   * @param reason why it was stopped: whole sentences
   */
  public static Verdict ofStopped(List<HostResult> hosts, String reason) {
    List<HostName> stuck = in(hosts, HostState.REVERT_FAILED);
    List<HostName> reverted = in(hosts, HostState.REVERTED);
    String refused = refused(hosts);
    if (!stuck.isEmpty()) {
      return new Verdict(
          RunOutcome.REVERTED_EXCEPT,
          "%s Could not be put back: %s. They are in quarantine: the next run, or slipway drift --repair, puts them back first.%s"
              .formatted(reason, Names.of(stuck), refused));
    }
    if (!reverted.isEmpty()) {
      return new Verdict(
          RunOutcome.REVERTED,
          "%s Put back: %s. Every host serves what it served before.%s"
              .formatted(reason, Names.of(reverted), refused));
    }
    return new Verdict(
        RunOutcome.UNTOUCHED, reason + " Nothing that is live has changed." + refused);
  }

  /**
   * How a retirement has ended.
   *
   * @param why it did not get through, whole sentences; null when it did
   */
  public static Verdict ofRetired(List<HostResult> hosts, Color color, @Nullable String why) {
    List<HostName> done = in(hosts, HostState.RETIRED);
    List<HostResult> others = hosts.stream().filter(h -> h.state() != HostState.RETIRED).toList();
    String before = why == null ? "" : why + " ";
    if (done.isEmpty()) {
      return new Verdict(
          RunOutcome.UNTOUCHED,
          others.stream().anyMatch(h -> h.state() == HostState.FAILED)
              ? "%sNo host of %s could be retired: %s."
                  .formatted(before, color.word(), byState(others))
              : "%sNo host of %s was retired.".formatted(before, color.word()));
    }
    String what =
        "%s%s is retired on %s"
            .formatted(before, color.word(), done.size() == 1 ? "1 host" : done.size() + " hosts");
    return others.isEmpty()
        ? new Verdict(
            RunOutcome.SUCCEEDED, Character.toUpperCase(what.charAt(0)) + what.substring(1) + ".")
        : new Verdict(
            RunOutcome.SUCCEEDED_WITH_EXCEPTIONS,
            "%s, but not on %s.".formatted(what, byState(others)));
  }

  /** The same of a run that others did not want, if it has left everything as it was. */
  public Verdict asRejected() {
    return outcome == RunOutcome.UNTOUCHED ? new Verdict(RunOutcome.REJECTED, message) : this;
  }

  /** Hosts that were to be switched, but to which nothing was sent, so that nobody looks there. */
  private static String refused(List<HostResult> hosts) {
    List<HostName> names =
        hosts.stream()
            .filter(h -> h.state() == HostState.FAILED)
            .filter(h -> h.failure() != null && h.failure().untouched())
            .map(HostResult::host)
            .toList();
    return names.isEmpty() ? "" : " Refused, not touched: %s.".formatted(Names.of(names));
  }

  private static List<HostName> in(List<HostResult> hosts, HostState state) {
    return hosts.stream().filter(h -> h.state() == state).map(HostResult::host).toList();
  }
}
