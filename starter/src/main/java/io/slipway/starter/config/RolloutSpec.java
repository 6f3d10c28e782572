package io.slipway.starter.config;

import io.slipway.domain.BatchSize;
import io.slipway.domain.Deadlines;
import io.slipway.domain.HostSequence;
import io.slipway.domain.OnFailure;
import io.slipway.domain.Tolerance;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How the switch goes over the hosts, and what follows when some fail. */
@Section("How the switch goes over the hosts, and what follows when some fail.")
record RolloutSpec(
    @Key(
            value =
                "Sizes of the batches, in hosts or percent of all. The last repeats until no host"
                    + " is left. Default: all hosts at once.",
            form = Form.BATCH)
        @Nullable List<@Nullable BatchSize> batches,
    @Key(value = "Pause after each batch but the last.", standard = "0s", form = Form.PAUSE)
        @Nullable Duration bake,
    @Key(value = "Most hosts that are worked on at the same time.", standard = "20", most = 10_000)
        @Nullable Integer maxParallel,
    @Key(
            value = "How often a phase is tried on a host whose failure may pass.",
            standard = "5",
            most = 100)
        @Nullable Integer attempts,
    @Key(
            value =
                "What follows when more hosts have failed than are tolerated: `revert` puts"
                    + " everything back, `pause` waits for you (slipway retry, exclude, continue or"
                    + " abort), `continue` goes on without them.",
            standard = "revert")
        @Nullable OnFailure onFailure,
    @Key(
            value =
                "How many hosts may fail by the release's fault or their own, in hosts or percent"
                    + " of all. They are put back, and the deploy goes on without them.",
            standard = "0",
            form = Form.TOLERANCE)
        @Nullable Tolerance maxFailures,
    @Key(
            value =
                "How many hosts may be away when their turn comes. They are tried again at the end."
                    + " Default: as `max_failures`.",
            form = Form.TOLERANCE)
        @Nullable Tolerance maxUnreachable,
    @Key(
            value =
                "How long a host is asked what has become of a change, when it went away in the"
                    + " middle of it. Then it counts as failed, and is in quarantine.",
            standard = "5m",
            form = Form.DURATION)
        @Nullable Duration unknownFor,
    @Key(
            value = "How long a deploy waits for what all hosts depend on, such as the git server.",
            standard = "1h",
            form = Form.PAUSE)
        @Nullable Duration outageFor,
    @Key(
            value =
                "How long a paused deploy waits for you before it puts everything back, or keeps"
                    + " everything when the migration is irreversible.",
            standard = "24h",
            form = Form.DURATION)
        @Nullable Duration pauseFor,
    @Key(
            value =
                "Least hosts of the stage that stay in service at any time, in hosts or percent,"
                    + " rounded up. Hosts are looked at before each batch, and in service are those"
                    + " that serve a release and pass the health check; see"
                    + " docs/guide/rollouts.md.",
            form = Form.BATCH)
        @Nullable BatchSize minHealthy,
    @Key(
            value =
                "Most hosts of one `zone` that change at the same time, in hosts or percent of the"
                    + " zone's. Hosts of no zone are not counted.",
            form = Form.BATCH)
        @Nullable BatchSize zoneParallel,
    @Key(
            value =
                "Which hosts have their turns first: `as-listed`, or `unhealthy-first`, those that"
                    + " are out of service anyway. Default: `unhealthy-first` with `min_healthy`,"
                    + " else `as-listed`.")
        @Nullable HostSequence order,
    @Key("The hosts that go first, and are watched before the others follow.")
        @Nullable CanarySpec canary,
    @Key("The two halves of the stage, of which one has the visitors. Has no batches.")
        @Nullable BlueGreenSpec blueGreen,
    @Key(
            value =
                "How long a deploy may take, from the first host's preparation until the last one"
                    + " is switched. Then no further host begins, and `on_failure` says what"
                    + " follows. Time for which it is paused is not counted. Default: as long as it"
                    + " takes.",
            form = Form.DURATION)
        @Nullable Duration deadline,
    @Key(
            value =
                "How long it may take to prepare one host, and to switch it from drain to undrain."
                    + " Then it is ended, and the host has failed. Default: as long as it takes.",
            form = Form.DURATION)
        @Nullable Duration hostDeadline) {

  /** Null when there are none. */
  @Nullable Deadlines deadlines() {
    return deadline == null && hostDeadline == null ? null : new Deadlines(deadline, hostDeadline);
  }

  /** The order that is meant. */
  HostSequence sequence() {
    HostSequence chosen = order;
    return chosen != null
        ? chosen
        : minHealthy == null ? HostSequence.AS_LISTED : HostSequence.UNHEALTHY_FIRST;
  }
}
