package io.slipway.starter.config;

import org.jspecify.annotations.Nullable;

/** GitHub. */
@Section("Deployments of a repository at GitHub: one for each run, once its commit is known.")
record GitHubSpec(
    @Key(value = "Owner and name.", required = true, form = Form.GITHUB_REPOSITORY)
        @Nullable String repository,
    @Key(
            value = "A reference to a token that may write deployments. May hold `{stage}`.",
            required = true,
            form = Form.SECRET_REF)
        @Nullable String token,
    @Key(
            value = "What GitHub calls the stage. May hold `{stage}`.",
            standard = "{stage}",
            form = Form.ENVIRONMENT)
        @Nullable String environment,
    @Key(
            value = "Address of the API, for a server of your own.",
            standard = "https://api.github.com",
            form = Form.API)
        @Nullable String api) {}
