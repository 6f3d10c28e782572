package io.slipway.workflow;

import io.slipway.contract.EventType;
import io.slipway.contract.ExcludeRequest;
import io.slipway.contract.HostState;
import io.slipway.contract.RunSummary;
import io.slipway.domain.Host;
import io.slipway.domain.HostName;
import io.slipway.rollout.Names;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes hosts out of a run that a person does not want in it any more. */
final class Exclusion {
  private final FleetRun run;

  Exclusion(FleetRun run) {
    this.run = run;
  }

  RunSummary exclude(ExcludeRequest request) {
    List<Host> hosts = run.progress.named(request.hosts());
    String refused = refusal(request.hosts(), hosts);
    if (refused != null) {
      throw PausePoint.refusal(refused);
    }
    run.progress.change(hosts, p -> p.forgiven().passedOver().in(HostState.EXCLUDED));
    run.events.run(
        EventType.HOST_EXCLUDED,
        "%s, %s"
            .formatted(
                Names.of(request.hosts()), Words.askedBy(request.initiator(), request.reason())));
    run.chronicle.decided(
        request.initiator(), "exclude", request.reason(), Names.of(request.hosts()));
    run.pause.excluded();
    run.approval.planChanged();
    return run.summary();
  }

  private @Nullable String refusal(List<HostName> names, List<Host> hosts) {
    if (!run.abortable()) {
      return run.late("exclude hosts");
    }
    if (names.isEmpty() || hosts.size() != names.size()) {
      List<HostName> known = hosts.stream().map(Host::name).toList();
      List<HostName> strangers = names.stream().filter(n -> !known.contains(n)).toList();
      return names.isEmpty()
          ? "Say which hosts to exclude."
          : "%s: not in this run.".formatted(Names.of(strangers));
    }
    List<HostName> busy =
        hosts.stream().filter(h -> !excludable(run.progress.of(h))).map(Host::name).toList();
    return busy.isEmpty()
        ? run.pause.holds(names)
        : "%s: in work, or live with the release already. Only hosts that have failed or whose turn has not come can be excluded."
            .formatted(Names.of(busy));
  }

  private static boolean excludable(HostProgress host) {
    return switch (host.state()) {
      case PENDING, PREPARED, UNTOUCHED, FAILED, UNKNOWN, REVERT_FAILED -> !host.out();
      case PREPARING,
          ACTIVATING,
          ACTIVE,
          SKIPPED,
          EXCLUDED,
          REVERTING,
          REVERTED,
          DISCARDED,
          RETIRED ->
          false;
    };
  }
}
