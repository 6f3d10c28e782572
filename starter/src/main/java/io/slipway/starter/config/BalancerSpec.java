package io.slipway.starter.config;

import org.jspecify.annotations.Nullable;

/** A machine that a balancer runs on, or as many as its ranges say. */
@Section(
    value = "A machine of the balancer or a range of them, or only its name.",
    shortForm = "name")
record BalancerSpec(
    @Key(
            value = "What messages call the machine; ranges as in `hosts`.",
            required = true,
            form = Form.HOST_NAMES)
        @Nullable String name,
    @Key(value = "DNS name or IP address to connect to. Default: the name.", form = Form.ADDRESS)
        @Nullable String address,
    @Key(value = "Port of sshd. Default: the stage's.", most = 65_535) @Nullable Integer port,
    @Key(value = "Who logs in. Default: the stage's.", form = Form.LOGIN) @Nullable String user) {

  /** The same as a host that plays no role. */
  HostSpec host() {
    return new HostSpec(name, address, port, user, null, null, null, null, null, null);
  }
}
