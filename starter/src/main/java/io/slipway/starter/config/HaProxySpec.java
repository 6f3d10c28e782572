package io.slipway.starter.config;

import org.jspecify.annotations.Nullable;

/** HAProxy. */
@Section("How HAProxy is told.")
record HaProxySpec(
    @Key(
            value =
                "Its admin socket on the balancer (`stats socket PATH level admin`), which the"
                    + " login must be able to use.",
            standard = "/run/haproxy/admin.sock",
            form = Form.MACHINE_PATH)
        @Nullable String socket,
    @Key(value = "The backend that holds the hosts.", required = true, form = Form.BALANCER_NAME)
        @Nullable String backend,
    @Key(
            value = "What the backend calls a host. May hold `{host}`, `{address}` and `{stage}`.",
            standard = "{host}",
            form = Form.BALANCER_NAME)
        @Nullable String server) {}
