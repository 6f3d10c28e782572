package io.slipway.starter.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The user's own commands. */
@Section("Your own commands. They run with `sh` in the release's directory, detached from SSH.")
record StepsSpec(
    @Key(
            value =
                "Runs in prepare, after the files are there and the links are set. Commands of a"
                    + " list run one after the other; `[]` is for none.",
            oneOrMany = true)
        @Nullable List<@Nullable BuildSpec> build,
    @Key("Runs once all hosts are prepared, before any of them switches.")
        @Nullable MigrateSpec migrate,
    @Key(
            value =
                "Runs on each host right before its switch, in the release that is live there."
                    + " Commands of a list run one after the other; `[]` is for none.",
            oneOrMany = true)
        @Nullable List<@Nullable HookSpec> beforeSwitch,
    @Key(
            value =
                "Runs on each host after its switch, and after it was switched back. Commands of a"
                    + " list run one after the other; `[]` is for none.",
            oneOrMany = true)
        @Nullable List<@Nullable RestartSpec> restart,
    @Key(
            value =
                "Runs on each host once all of them serve the release and are cleaned up. What"
                    + " fails is a warning. Commands of a list run one after the other; `[]` is for"
                    + " none.",
            oneOrMany = true)
        @Nullable List<@Nullable HookSpec> finished) {}
