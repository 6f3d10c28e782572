package io.slipway.starter.config;

import org.jspecify.annotations.Nullable;

/** nginx. */
@Section("How nginx is told.")
record NginxSpec(
    @Key(
            value =
                "A file on the balancer with a line `server ADDRESS;` for each host, which nginx"
                    + " includes in an `upstream`. The login must be able to write in its folder.",
            required = true,
            form = Form.MACHINE_PATH)
        @Nullable String include,
    @Key(
            value =
                "A host's address as it stands in that file. May hold `{host}`, `{address}` and"
                    + " `{stage}`.",
            required = true,
            form = Form.UPSTREAM)
        @Nullable String server,
    @Key(
            value = "What makes nginx read the file again.",
            standard = "nginx -s reload",
            form = Form.COMMAND)
        @Nullable String reload,
    @Key(
            value = "nginx's pid file, by which its workers are found.",
            standard = "/run/nginx.pid",
            form = Form.MACHINE_PATH)
        @Nullable String pid) {}
