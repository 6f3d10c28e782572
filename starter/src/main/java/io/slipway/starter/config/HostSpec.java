package io.slipway.starter.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** One entry of a stage's hosts: one host, or as many as its ranges say. */
@Section(
    value =
        "A host or a range of hosts, or only its name; or where hosts come `from`, which then have"
            + " what else the entry says, unless it is told of them there.",
    shortForm = "name")
record HostSpec(
    @Key(
            value =
                "What messages call the host. `web[01-40]` stands for forty hosts; `[a-f]` and"
                    + " `[1,3,7-9]` work too.",
            required = true,
            unless = "from",
            form = Form.HOST_NAMES)
        @Nullable String name,
    @Key(
            value =
                "DNS name or IP address to connect to. Default: the name. With a range, a range of"
                    + " as many addresses.",
            form = Form.ADDRESS)
        @Nullable String address,
    @Key(value = "Port of sshd. Default: the stage's.", most = 65_535) @Nullable Integer port,
    @Key(value = "Who logs in. Default: the stage's.", form = Form.LOGIN) @Nullable String user,
    @Key(value = "Roles that the host plays.", form = Form.ROLE, oneOrMany = true)
        @Nullable List<@Nullable String> roles,
    @Key(
            value = "Whether steps that run once prefer this host; at most one host of a role.",
            standard = "false")
        @Nullable Boolean primary,
    @Key(
            value =
                "Where the host stands, such as a rack or an availability zone: see"
                    + " `rollout.zone_parallel`.",
            form = Form.LABEL)
        @Nullable String zone,
    @Key(value = "What the host can be chosen by.", form = Form.LABEL, oneOrMany = true)
        @Nullable List<@Nullable String> tags,
    @Key(value = "From where it is reached, instead of the stage's own.", form = Form.LABEL)
        @Nullable String site,
    @Key("Where hosts come from, instead of a name.") @Nullable FromSpec from) {}
