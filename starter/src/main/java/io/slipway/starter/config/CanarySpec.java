package io.slipway.starter.config;

import io.slipway.domain.BatchSize;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The hosts that go first. */
@Section(
    value =
        "The hosts that a deploy switches before all others, and watches. One of `hosts` and `tag`;"
            + " see docs/guide/rollouts.md.",
    exactlyOneOf = {"hosts", "tag"})
record CanarySpec(
    @Key(
            value = "How many, in hosts or percent of all, spread over their zones.",
            form = Form.BATCH)
        @Nullable BatchSize hosts,
    @Key(value = "Those that have this tag.", form = Form.LABEL) @Nullable String tag,
    @Key(
            value = "How long they serve at least before the others are switched.",
            standard = "5m",
            form = Form.PAUSE)
        @Nullable Duration bake,
    @Key("What is measured meanwhile. All must pass.")
        @Nullable List<@Nullable CanaryCheckSpec> checks) {}
