package io.slipway.starter.config;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How to see that what is served is the new release. */
@Section(
    value =
        "A question that is asked until its answer tells the new release: caches and network disks"
            + " may still have the old one. One of `http` and `command`.",
    exactlyOneOf = {"http", "command"})
record ReadThroughSpec(
    @Key(
            value =
                "A URL that the worker gets, answered with status 200. May hold `{host}`,"
                    + " `{address}` and `{stage}`.",
            form = Form.URL)
        @Nullable String http,
    @Key(
            value =
                "A command on the host, in the live release's directory, whose output counts. May"
                    + " hold `{host}`, `{address}` and `{stage}`.",
            form = Form.COMMAND)
        @Nullable String command,
    @Key(
            value =
                "What the answer must hold, with `{release}` or `{revision}`. Default: the"
                    + " release's id or its full revision.",
            form = Form.SERVED)
        @Nullable String contains,
    @Key(value = "How often in a row it must.", standard = "1", most = 100) @Nullable Integer times,
    @Key(
            value = "Time from the first try until the host counts as failed.",
            standard = "60s",
            form = Form.DURATION)
        @Nullable Duration within) {}
