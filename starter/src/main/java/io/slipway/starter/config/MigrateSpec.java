package io.slipway.starter.config;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The command that changes what all hosts share, such as a database. */
@Section(
    value = "A command that changes what all hosts share, or only its text.",
    shortForm = "run")
record MigrateSpec(
    @Key(value = "What runs.", required = true, form = Form.COMMAND) @Nullable String run,
    @Key(value = "What undoes it when the deploy goes back.", form = Form.COMMAND)
        @Nullable String undo,
    @Key(
            value =
                "Whether a deploy must not go back by itself once it has begun. Instead of `undo`.",
            standard = "false")
        @Nullable Boolean irreversible,
    @Key(
            value =
                "Paths of the release: where the live release has the same below all of them, it is"
                    + " skipped.",
            form = Form.RELATIVE_PATH)
        @Nullable List<@Nullable String> ifChanged,
    @Key(value = "The role whose hosts run it. Without it, all hosts do.", form = Form.ROLE)
        @Nullable String on,
    @Key(
            value = "Whether one host runs it for all: the role's primary, else its first host.",
            standard = "true")
        @Nullable Boolean once,
    @Key(
            value = "Longest run, after which it is killed and counts as failed.",
            standard = "1h",
            form = Form.DURATION)
        @Nullable Duration timeout,
    @Key(value = StepSpec.IDLE_TIMEOUT, form = Form.DURATION) @Nullable Duration idleTimeout,
    @Key(value = StepSpec.SECRETS, form = Form.SECRET_NAME)
        @Nullable List<@Nullable String> secrets) {}
