package io.slipway.starter.config;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One check of a canary. */
@Section(
    value =
        "A check that is measured again and again while the canary serves. One of `http`, `command`"
            + " and `prometheus`.",
    exactlyOneOf = {"http", "command", "prometheus"})
record CanaryCheckSpec(
    @Key(value = "What messages call it. Default: its kind and its number.", form = Form.LABEL)
        @Nullable String name,
    @Key(
            value =
                "A URL that the worker gets, for each host of the canary. May hold `{host}`,"
                    + " `{address}` and `{stage}`.",
            form = Form.URL)
        @Nullable String http,
    @Key(
            value = "The status that `http` must be answered with.",
            standard = "200",
            least = 100,
            most = 599)
        @Nullable Integer expect,
    @Key(
            value =
                "A command on each host of the canary, in the live release's directory, that must"
                    + " end with 0 within 30 seconds. May hold `{host}`, `{address}` and"
                    + " `{stage}`.",
            form = Form.COMMAND)
        @Nullable String command,
    @Key(value = "Where a Prometheus answers the worker, without `/api/v1`.", form = Form.URL)
        @Nullable String prometheus,
    @Key(
            value =
                "The query that `prometheus` is asked; it must have one number. `{canaries}` stands"
                    + " for the names of the canary's hosts in a regular expression, `{old}` for as"
                    + " many that still serve what they served.",
            form = Form.COMMAND)
        @Nullable String query,
    @Key(value = "Greatest good number.", form = Form.DECIMAL) @Nullable Double atMost,
    @Key(value = "Least good number.", form = Form.DECIMAL) @Nullable Double atLeast,
    @Key(
            value =
                "A query whose number is the measure of the first, such as the same for `{old}`.",
            form = Form.COMMAND)
        @Nullable String baseline,
    @Key(
            value = "How many times the baseline's number the first may be at most.",
            standard = "1",
            form = Form.DECIMAL)
        @Nullable Double times,
    @Key(value = "From one measurement to the next.", standard = "10s", form = Form.DURATION)
        @Nullable Duration interval,
    @Key(
            value =
                "How many measurements are made. Those that nobody answers are not counted; the"
                    + " fifth of these in a row ends the check, which is inconclusive then.",
            standard = "5",
            most = 1000)
        @Nullable Integer count,
    @Key(value = "How many may be bad.", standard = "0", least = 0, most = 1000)
        @Nullable Integer failureLimit,
    @Key(
            value =
                "How many good ones in a row are needed, and enough. Default: none need be in a"
                    + " row.",
            standard = "0",
            least = 0,
            most = 1000)
        @Nullable Integer consecutiveSuccess,
    @Key(
            value = "From the switch of the canary to the first measurement.",
            standard = "0s",
            form = Form.PAUSE)
        @Nullable Duration initialDelay) {}
