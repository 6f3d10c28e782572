package io.slipway.starter.config;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A command that makes of a release's files what is to be served. */
@Section(
    value = "A command, or only its text: `build: bin/build`.",
    shortForm = "run",
    exactlyOneOf = {"run", "worker"})
record BuildSpec(
    @Key(value = "What runs on hosts.", form = Form.COMMAND) @Nullable String run,
    @Key(
            value =
                "What the worker runs in place of `run`, for all hosts: an executable file of this"
                    + " name in the folder that whoever runs the worker has opened by"
                    + " `SLIPWAY_COMMANDS`. It runs in the release's files, and all hosts get what"
                    + " it has made of them. One command, no list. docs/guide/build-once.md tells"
                    + " more.",
            form = Form.WORKER_COMMAND)
        @Nullable String worker,
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
