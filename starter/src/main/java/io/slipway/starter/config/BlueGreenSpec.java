package io.slipway.starter.config;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The two halves of a stage. */
@Section(
    "Two halves of the stage: one has the visitors, a deploy goes to the other, and then visitors"
        + " are moved there in one step. Needs `traffic`; see docs/guide/blue-green.md.")
record BlueGreenSpec(
    @Key(value = "The first half.", required = true) @Nullable ColorSpec blue,
    @Key(value = "The second half.", required = true) @Nullable ColorSpec green,
    @Key(
            value =
                "How long the release is watched at least once visitors are on it, before the"
                    + " deploy ends.",
            standard = "0s",
            form = Form.PAUSE)
        @Nullable Duration bake,
    @Key(
            "What is measured meanwhile on the half that visitors were moved to, as for a canary."
                + " All must pass; one that fails moves visitors back at once.")
        @Nullable List<@Nullable CanaryCheckSpec> checks,
    @Key(
            value =
                "How long the half that visitors were moved away from is kept for an instant way"
                    + " back. Without it, until the next deploy.",
            form = Form.DURATION)
        @Nullable Duration keep,
    @Key(
            "What then runs on its hosts, in the release that they serve, such as"
                + " `sudo systemctl stop shop`. Never where visitors are.")
        @Nullable StepSpec retire) {}
