package io.slipway.starter.config;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A command that runs on each host of a role, or on one of them. */
@Section(value = "A command, or only its text: `restart: bin/restart`.", shortForm = "run")
record RestartSpec(
    @Key(value = "What runs.", required = true, form = Form.COMMAND) @Nullable String run,
    @Key(value = CommandSpec.ON, form = Form.ROLE) @Nullable String on,
    @Key(value = CommandSpec.ONCE, standard = "false") @Nullable Boolean once,
    @Key(value = CommandSpec.TIMEOUT, standard = "5m", form = Form.DURATION)
        @Nullable Duration timeout,
    @Key(value = StepSpec.IDLE_TIMEOUT, form = Form.DURATION) @Nullable Duration idleTimeout,
    @Key(value = StepSpec.SECRETS, form = Form.SECRET_NAME)
        @Nullable List<@Nullable String> secrets)
    implements CommandSpec {}
