package io.slipway.starter.config;

import org.jspecify.annotations.Nullable;

/** The user's own commands. */
@Section("Your own commands. They run with `sh` in the release's directory, detached from SSH.")
record StepsSpec(
    @Key("Runs in prepare, after the files are there and the links are set.")
        @Nullable StepSpec build,
    @Key("Runs once all hosts are prepared, before any of them switches.")
        @Nullable MigrateSpec migrate,
    @Key("Runs on each host after its switch, and after it was switched back.")
        @Nullable StepSpec restart) {}
