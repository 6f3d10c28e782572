package io.slipway.starter.config;

import io.slipway.domain.Balancer;
import io.slipway.domain.Host;
import io.slipway.domain.Role;
import io.slipway.domain.Traffic;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Makes the domain's value of a traffic section without faults, and fills in what is left out. */
final class TrafficMaker {
  private static final String SOCKET = "/run/haproxy/admin.sock";
  private static final String RELOAD = "nginx -s reload";
  private static final String PID = "/run/nginx.pid";

  private TrafficMaker() {}

  static Traffic of(TrafficSpec spec, List<Host> machines) {
    return new Traffic(
        balancer(spec),
        machines,
        spec.on() == null ? null : Role.of(spec.on()),
        Objects.requireNonNullElse(spec.drainFor(), Traffic.DEFAULT_DRAIN_FOR),
        Objects.requireNonNullElse(spec.upWithin(), Traffic.DEFAULT_UP_WITHIN),
        Objects.requireNonNullElse(spec.mostOut(), Traffic.DEFAULT_MOST_OUT));
  }

  private static Balancer balancer(TrafficSpec spec) {
    HaProxySpec haproxy = spec.haproxy();
    if (haproxy != null) {
      return new Balancer.HaProxy(
          Objects.requireNonNullElse(haproxy.socket(), SOCKET),
          given(haproxy.backend()),
          Objects.requireNonNullElse(haproxy.server(), "{host}"));
    }
    NginxSpec nginx = spec.nginx();
    if (nginx != null) {
      return new Balancer.Nginx(
          given(nginx.include()),
          given(nginx.server()),
          Objects.requireNonNullElse(nginx.reload(), RELOAD),
          Objects.requireNonNullElse(nginx.pid(), PID));
    }
    AwsTrafficSpec aws = spec.aws();
    if (aws != null) {
      return new Balancer.TargetGroup(
          given(aws.targetGroup()),
          Objects.requireNonNullElse(aws.target(), "{address}"),
          aws.port());
    }
    TrafficCommandsSpec commands = given(spec.commands());
    return new Balancer.Commands(
        given(commands.drain()), given(commands.undrain()), commands.connections(), commands.up());
  }

  /** What the reader has made sure of. */
  private static <T> T given(@Nullable T value) {
    return Objects.requireNonNull(value, "a faulty file was taken for a valid one");
  }
}
