package io.slipway.starter.config;

import org.jspecify.annotations.Nullable;

/** AWS. */
@Section("How AWS is told. The worker needs credentials, as for secrets in SSM.")
record AwsTrafficSpec(
    @Key(value = "ARN of the target group.", required = true, form = Form.TARGET_GROUP)
        @Nullable String targetGroup,
    @Key(
            value =
                "Id of a host in the group: its address, or its instance's id. May hold `{host}`,"
                    + " `{address}` and `{stage}`.",
            standard = "{address}",
            form = Form.BALANCER_NAME)
        @Nullable String target,
    @Key(
            value =
                "Port that the host is registered with. Default: all that it is registered with.",
            most = 65_535)
        @Nullable Integer port) {}
