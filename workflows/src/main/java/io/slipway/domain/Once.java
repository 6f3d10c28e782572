package io.slipway.domain;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What runs on one host only of a group.
 *
 * @param on the role whose hosts are the group; null for all hosts
 * @param hosts which one it is, on a stage in two halves the one of each; empty as long as that is
 *     not decided, and where nobody plays the role
 */
public record Once(@Nullable Role on, List<HostName> hosts) {
  /** No role can have this name. */
  private static final String ALL = "*";

  public Once {
    hosts = hosts == null ? List.of() : List.copyOf(hosts);
  }

  /** What the group is called where commands read it. */
  public static String group(@Nullable Role on) {
    return on == null ? ALL : on.value();
  }

  String group() {
    return group(on);
  }

  boolean isOf(@Nullable Role role) {
    return Objects.equals(on, role);
  }

  boolean is(Host host) {
    return hosts.contains(host.name());
  }
}
