package io.slipway.starter.config;

import org.jspecify.annotations.Nullable;

/** One half of a stage. */
@Section("The hosts of one half of a stage.")
record ColorSpec(
    @Key(value = "Those that have this tag.", required = true, form = Form.LABEL)
        @Nullable String tag) {}
