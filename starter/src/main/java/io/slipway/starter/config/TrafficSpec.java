package io.slipway.starter.config;

import io.slipway.domain.BatchSize;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How visitors are kept away from hosts that change. */
@Section(
    value =
        "The load balancer in front of a stage's hosts. Each host is taken out of it before its"
            + " switch, and let in again once it is verified and the balancer sees it as up. One of"
            + " `haproxy`, `nginx`, `aws` and `commands`; see docs/guide/traffic.md.",
    exactlyOneOf = {"haproxy", "nginx", "aws", "commands"})
record TrafficSpec(
    @Key("HAProxy, by its runtime API.") @Nullable HaProxySpec haproxy,
    @Key("nginx, by a file that it includes, and a reload.") @Nullable NginxSpec nginx,
    @Key("A target group of an AWS load balancer, by its API.") @Nullable AwsTrafficSpec aws,
    @Key("Your own commands.") @Nullable TrafficCommandsSpec commands,
    @Key(
            "The machines that the balancer runs on; all are told. They are logged in to as hosts"
                + " are, and get no releases. Commands run on the host itself where there are"
                + " none.")
        @Nullable List<@Nullable BalancerSpec> balancers,
    @Key(value = "The role whose hosts get visitors. Default: all hosts.", form = Form.ROLE)
        @Nullable String on,
    @Key(
            value =
                "Longest wait for the connections of a host to end. It is switched then all the"
                    + " same, with a warning.",
            standard = "30s",
            form = Form.PAUSE)
        @Nullable Duration drainFor,
    @Key(
            value =
                "Longest wait until the balancer sees a host as up again. Then it counts as"
                    + " failed.",
            standard = "60s",
            form = Form.DURATION)
        @Nullable Duration upWithin,
    @Key(
            value =
                "Most hosts that are out at the same time, in hosts or percent of all, whatever"
                    + " the batches are.",
            standard = "25%",
            form = Form.BATCH)
        @Nullable BatchSize mostOut) {}
