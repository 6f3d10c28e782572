package io.slipway.starter.config;

import io.slipway.domain.Delivery;
import io.slipway.domain.SecretsVersion;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The whole file. */
@Section("An application, and the stages that it is deployed to.")
record FileSpec(
    @Key(value = "Name of the application.", required = true, form = Form.NAME)
        @Nullable String application,
    @Key(
            value =
                "Git URL or absolute path, as the side that fetches sees it; `artifact` may stand"
                    + " instead.",
            required = true,
            unless = "artifact",
            form = Form.REPOSITORY)
        @Nullable String repository,
    @Key("What is deployed where it was built before, instead of `repository`.")
        @Nullable ArtifactSpec artifact,
    @Key(
            value =
                "Who fetches: `clone` has each host fetch, `push` has the worker fetch and send"
                    + " each host an archive, `relay` has the worker fetch and send the first host"
                    + " an archive, which hosts hand on to each other. Of an `artifact` the worker"
                    + " is who fetches: `push` without it.",
            standard = "clone")
        @Nullable Delivery delivery,
    @Key(
            value =
                "With `delivery: clone`, how many hosts fetch from the repository at the same time,"
                    + " over the whole deploy; without it, `rollout.max_parallel` alone bounds"
                    + " that.",
            least = 1,
            most = 1000)
        @Nullable Integer gitParallel,
    @Key(
            value =
                "With `delivery: relay`, to how many others a host hands it on at a time; 4 without"
                    + " it.",
            least = 1,
            most = 64)
        @Nullable Integer relayDegree,
    @Key(
            value =
                "With `delivery: relay`, the ports of hosts at which other hosts may ask for it;"
                    + " `42000-42099` without it.",
            form = Form.PORTS)
        @Nullable String relayPorts,
    @Key(
            value = "The only directory of the repository that is deployed.",
            form = Form.RELATIVE_PATH)
        @Nullable String subdirectory,
    @Key(value = "Whether submodules are deployed too.", standard = "false")
        @Nullable Boolean submodules,
    @Key(
            value =
                "Whether a commit is deployed only with a good signature of somebody whom the"
                    + " worker knows (docs/reference/supply-chain.md). The worker must reach the"
                    + " repository then, also where hosts fetch.",
            standard = "false")
        @Nullable Boolean verifyCommit,
    @Key(
            value =
                "The application's directory on its hosts, absolute. May hold `{host}`, `{address}`"
                    + " and `{stage}`. Stages without their own need it here.",
            form = Form.DEPLOY_TO)
        @Nullable String deployTo,
    @Key(
            value = "How many published releases stay on a host.",
            standard = "5",
            least = 1,
            most = 1000)
        @Nullable Integer keepReleases,
    @Key(
            value = "Directories of a release that are links into `shared/`.",
            form = Form.RELATIVE_PATH)
        @Nullable List<@Nullable String> linkedDirs,
    @Key(
            value = "Files of a release that are links into `shared/`; they must be there already.",
            form = Form.RELATIVE_PATH)
        @Nullable List<@Nullable String> linkedFiles,
    @Key(
            value =
                "Secrets by name, each by a reference to where it is kept. May hold `{stage}`. Each"
                    + " is given to a file of `secret_files` or to a step.",
            names = Form.SECRET_NAME,
            form = Form.SECRET_REF)
        @Nullable Map<String, @Nullable String> secrets,
    @Key("Files of secrets in each release.") @Nullable List<@Nullable SecretFileSpec> secretFiles,
    @Key(
            value =
                "What becomes of a secret that is changed while a deploy runs: all hosts get what"
                    + " the deploy has found first (`pin`), or hosts whose turn comes later get the"
                    + " newer one (`follow`).",
            standard = "pin")
        @Nullable SecretsVersion secretsVersion,
    @Key("Your own commands in a deploy.") @Nullable StepsSpec steps,
    @Key("How a host is verified after its switch. Without it, nothing is verified.")
        @Nullable HealthSpec health,
    @Key("What else is verified after a switch.") @Nullable VerifySpec verify,
    @Key("How the worker logs in to hosts, where the stage says nothing else.")
        @Nullable SshSpec ssh,
    @Key("Who is told of deploys, rollbacks and recoveries.")
        @Nullable List<@Nullable NotifierSpec> notifications,
    @Key(value = "The stages by name: at least one.", required = true)
        @Nullable Map<String, @Nullable StageSpec> stages) {}
