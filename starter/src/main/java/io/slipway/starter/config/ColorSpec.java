package io.slipway.starter.config;

import org.jspecify.annotations.Nullable;

/** One half of a stage. */
@Section(
    value =
        "One half of a stage: the hosts with a tag, or a port on each of them. Both halves are of"
            + " the same kind.",
    exactlyOneOf = {"tag", "port"})
record ColorSpec(
    @Key(value = "Those that have this tag.", form = Form.LABEL) @Nullable String tag,
    @Key(
            value =
                "The port on which the application of this half listens on every host. Each host"
                    + " that gets visitors then counts as two, such as `web1-blue` and"
                    + " `web1-green`; `{port}` and `{color}` tell them apart.",
            most = 65_535)
        @Nullable Integer port) {}
