package io.slipway.starter.config;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A command that makes of a release's files what is to be served. */
@Section(value = "A command, or only its text: `build: bin/build`.", shortForm = "run")
record BuildSpec(
    @Key(value = "What runs.", required = true, form = Form.COMMAND) @Nullable String run,
    @Key(value = CommandSpec.ON, form = Form.ROLE) @Nullable String on,
    @Key(
            value =
                "Whether one host builds for all: the first of the run that plays the role. All"
                    + " others get its tree, whatever they play. Of a list, all commands or none."
                    + " docs/guide/build-once.md tells more.",
            standard = "false")
        @Nullable Boolean once,
    @Key(value = CommandSpec.TIMEOUT, standard = "15m", form = Form.DURATION)
        @Nullable Duration timeout,
    @Key(value = StepSpec.IDLE_TIMEOUT, form = Form.DURATION) @Nullable Duration idleTimeout,
    @Key(value = StepSpec.SECRETS, form = Form.SECRET_NAME)
        @Nullable List<@Nullable String> secrets)
    implements CommandSpec {}
