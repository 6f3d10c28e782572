package io.slipway.starter.config;

import io.slipway.domain.Delivery;
import io.slipway.domain.InFlight;
import io.slipway.domain.SecretsVersion;
import io.slipway.domain.WhenBusy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A stage; what it leaves out comes from the top of the file. */
@Section("Hosts that are deployed to together. What a stage gives wins over the top of the file.")
record StageSpec(
    @Key("How the worker logs in; key by key over the file's own `ssh`.") @Nullable SshSpec ssh,
    @Key(value = "The hosts: at least one.", required = true)
        @Nullable List<@Nullable HostSpec> hosts,
    @Key(
            value =
                "From where its hosts are reached: only workers of that site, as `slipway worker"
                    + " --site` has them, speak to them. docs/guide/sites.md tells more.",
            form = Form.LABEL)
        @Nullable String site,
    @Key("How the switch goes over the hosts.") @Nullable RolloutSpec rollout,
    @Key(
            value =
                "What becomes of a deploy or a rollback when something runs on the stage already:"
                    + " `refuse` refuses it, `queue` has it wait for its turn, `supersede` has it"
                    + " wait as well and ends those of its kind that wait already."
                    + " docs/guide/queue.md tells more.",
            standard = "refuse")
        @Nullable WhenBusy whenBusy,
    @Key(
            value = "How long it waits for its turn before it is given up.",
            standard = "24h",
            form = Form.DURATION)
        @Nullable Duration queueFor,
    @Key("Instead of the file's own.") @Nullable Delivery delivery,
    @Key(value = "Instead of the file's own.", least = 1, most = 1000)
        @Nullable Integer gitParallel,
    @Key(value = "Instead of the file's own.", least = 1, most = 64) @Nullable Integer relayDegree,
    @Key(value = "Instead of the file's own.", form = Form.PORTS) @Nullable String relayPorts,
    @Key("Instead of the file's own.") @Nullable Boolean verifyCommit,
    @Key(value = "Instead of the file's own.", form = Form.DEPLOY_TO) @Nullable String deployTo,
    @Key(value = "Instead of the file's own.", least = 1, most = 1000)
        @Nullable Integer keepReleases,
    @Key(
            value = "Name by name over the file's own.",
            names = Form.SECRET_NAME,
            form = Form.SECRET_REF)
        @Nullable Map<String, @Nullable String> secrets,
    @Key("Instead of the file's own, as a whole.")
        @Nullable List<@Nullable SecretFileSpec> secretFiles,
    @Key("Instead of the file's own.") @Nullable SecretsVersion secretsVersion,
    @Key("Step by step instead of the file's own.") @Nullable StepsSpec steps,
    @Key("Instead of the file's own, as a whole.") @Nullable HealthSpec health,
    @Key("Instead of the file's own, as a whole.") @Nullable VerifySpec verify,
    @Key("The load balancer in front of the hosts.") @Nullable TrafficSpec traffic,
    @Key("Whose approval a deploy needs.") @Nullable ApprovalsSpec approvals,
    @Key("Instead of the file's own, as a whole.")
        @Nullable List<@Nullable NotifierSpec> notifications,
    @Key("When deploys may be done; at all times when nothing is said.")
        @Nullable List<@Nullable WindowSpec> windows,
    @Key(
            value =
                "What becomes of a deploy that is under way when the stage is closed:"
                    + " `finish-batch` has the next batch wait until it is open again, for as long"
                    + " as a pause may last; `finish` lets it go on; `revert` puts it back.",
            standard = "finish-batch")
        @Nullable InFlight inFlight) {}
