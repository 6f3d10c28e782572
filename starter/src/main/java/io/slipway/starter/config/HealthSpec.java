package io.slipway.starter.config;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How a host is verified. */
@Section(
    value =
        "A check that is tried until it passes, or until its time is over. One of `http`, `tcp` and"
            + " `command`.",
    exactlyOneOf = {"http", "tcp", "command"})
record HealthSpec(
    @Key(
            value = "A URL that the worker gets. May hold `{host}`, `{address}` and `{stage}`.",
            form = Form.URL)
        @Nullable String http,
    @Key(value = "A port of the host that the worker connects to.", most = 65_535)
        @Nullable Integer tcp,
    @Key(
            value =
                "A command on the host, in the live release's directory, that must end with 0. May"
                    + " hold `{host}`, `{address}` and `{stage}`.",
            form = Form.COMMAND)
        @Nullable String command,
    @Key(
            value = "The status that `http` must be answered with.",
            standard = "200",
            least = 100,
            most = 599)
        @Nullable Integer expect,
    @Key(
            value = "Time from the first try until the host counts as failed.",
            standard = "60s",
            form = Form.DURATION)
        @Nullable Duration within) {}
