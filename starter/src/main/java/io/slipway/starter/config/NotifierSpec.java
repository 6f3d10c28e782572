package io.slipway.starter.config;

import io.slipway.domain.Occasion;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Somebody who is told of runs. */
@Section(
    value =
        "Somebody who is told of deploys, rollbacks and recoveries. One of `slack`, `teams`,"
            + " `email`, `webhook`, `github` and `command`; see docs/guide/notifications.md.",
    exactlyOneOf = {"slack", "teams", "email", "webhook", "github", "command"})
record NotifierSpec(
    @Key(
            value =
                "A channel of Slack: a reference to the address of an incoming webhook. May hold"
                    + " `{stage}`.",
            form = Form.SECRET_REF)
        @Nullable String slack,
    @Key(
            value =
                "A channel or chat of Microsoft Teams: a reference to the address of its webhook."
                    + " May hold `{stage}`.",
            form = Form.SECRET_REF)
        @Nullable String teams,
    @Key("Mail.") @Nullable EmailSpec email,
    @Key("Anything that takes JSON.") @Nullable WebhookSpec webhook,
    @Key("Deployments at GitHub, with their statuses.") @Nullable GitHubSpec github,
    @Key(
            value =
                "A command that the worker runs, if it was started with"
                    + " `SLIPWAY_WORKER_NOTIFY=allow`; the notice is JSON on its standard input.",
            form = Form.COMMAND)
        @Nullable String command,
    @Key(
            value =
                "When: `start` of a run; `approval` wanted; `pause`, when it waits for a decision;"
                    + " `failure`, when hosts are put back and when it ends without success; `end`,"
                    + " however that is. Default: all.",
            oneOrMany = true)
        @Nullable List<@Nullable Occasion> on,
    @Key(
            value =
                "What is told, in place of the usual words. May hold `{application}`, `{stage}`,"
                    + " `{kind}`, `{event}`, `{ref}`, `{revision}`, `{release}`, `{initiator}`,"
                    + " `{reason}`, `{hosts}`, `{outcome}`, `{message}`, `{command}`, `{run}` and"
                    + " `{at}`.",
            form = Form.NOTICE)
        @Nullable String text) {}
