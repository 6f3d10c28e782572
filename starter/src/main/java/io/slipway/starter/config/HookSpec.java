package io.slipway.starter.config;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A command that runs on each host of a role, on one of them, or on the worker. */
@Section(
    value = "A command, or only its text: `before_switch: bin/quiet`.",
    shortForm = "run",
    exactlyOneOf = {"run", "worker"})
record HookSpec(
    @Key(value = "What runs on hosts.", form = Form.COMMAND) @Nullable String run,
    @Key(
            value =
                "What the worker runs once, in place of `run`: an executable file of this name in"
                    + " the folder that whoever runs the worker has opened by `SLIPWAY_COMMANDS`.",
            form = Form.WORKER_COMMAND)
        @Nullable String worker,
    @Key(value = CommandSpec.ON, form = Form.ROLE) @Nullable String on,
    @Key(value = CommandSpec.ONCE, standard = "false") @Nullable Boolean once,
    @Key(value = CommandSpec.TIMEOUT, standard = "5m", form = Form.DURATION)
        @Nullable Duration timeout,
    @Key(value = StepSpec.IDLE_TIMEOUT, form = Form.DURATION) @Nullable Duration idleTimeout,
    @Key(value = StepSpec.SECRETS, form = Form.SECRET_NAME)
        @Nullable List<@Nullable String> secrets)
    implements CommandSpec {}
