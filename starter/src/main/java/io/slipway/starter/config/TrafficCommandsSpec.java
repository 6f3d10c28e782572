package io.slipway.starter.config;

import org.jspecify.annotations.Nullable;

/** Commands of the user's. */
@Section(
    "Commands that tell a balancer. They may hold `{host}`, `{address}` and `{stage}`, and may be"
        + " run again when it is not known what has become of them.")
record TrafficCommandsSpec(
    @Key(value = "Takes a host out.", required = true, form = Form.COMMAND) @Nullable String drain,
    @Key(value = "Lets a host in again.", required = true, form = Form.COMMAND)
        @Nullable String undrain,
    @Key(
            value =
                "Prints how many connections a host still has. Without it all of `drain_for` is"
                    + " waited.",
            form = Form.COMMAND)
        @Nullable String connections,
    @Key(
            value =
                "Ends with 0 once visitors are sent to the host. Without it they are once `undrain`"
                    + " has ended.",
            form = Form.COMMAND)
        @Nullable String up) {}
