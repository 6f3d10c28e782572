package io.slipway.starter.config;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whose approval a deploy to the stage needs. */
@Section(
    "Whose approval a deploy to the stage needs before it touches a host. The worker's policy.yml"
        + " may want more; see docs/guide/approvals.md.")
record ApprovalsSpec(
    @Key(value = "How many people must approve.", standard = "1", most = 100)
        @Nullable Integer quorum,
    @Key(
            "Who may: names of groups in the worker's policy.yml, or of people. Default: everybody"
                + " whom the policy lets approve.")
        @Nullable List<@Nullable String> groups,
    @Key(value = "Whether who has asked for the deploy may not.", standard = "true")
        @Nullable Boolean notInitiator,
    @Key(
            value =
                "From how many different groups approvals must come; who is in several stands for"
                    + " one of them.",
            standard = "0",
            least = 0,
            most = 100)
        @Nullable Integer distinctGroups,
    @Key(
            value = "How long they are waited for. Then the deploy counts as rejected.",
            standard = "24h",
            form = Form.DURATION)
        @Nullable Duration expires,
    @Key(
            value = "How long an approval counts while others are waited for.",
            standard = "8h",
            form = Form.DURATION)
        @Nullable Duration validFor) {}
