package io.slipway.starter.config;

import org.jspecify.annotations.Nullable;

/** What is verified besides health. */
@Section("What is verified on each host after its switch, and after `health`.")
record VerifySpec(
    @Key(value = "That what is served is the new release.", required = true)
        @Nullable ReadThroughSpec readThrough) {}
