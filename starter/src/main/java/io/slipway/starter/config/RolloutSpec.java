package io.slipway.starter.config;

import io.slipway.domain.BatchSize;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How the switch goes over the hosts. */
@Section("How the switch goes over the hosts.")
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
        @Nullable Integer attempts) {}
