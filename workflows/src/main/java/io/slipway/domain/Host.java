package io.slipway.domain;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One host of a stage. What is null here comes from the stage's {@link SshSettings}.
 *
 * @param name what messages call the host; unique within the stage
 * @param address DNS name or IP address to connect to; the name when null
 * @param port TCP port of sshd, 1 to 65535; the stage's when null
 * @param user login; the stage's when null
 * @param roles in the order of the file; may be empty
 * @param primary whether steps that run once on a role prefer this host
 */
public record Host(
    HostName name,
    @Nullable String address,
    @Nullable Integer port,
    @Nullable String user,
    List<Role> roles,
    boolean primary) {

  public Host {
    roles = roles == null ? List.of() : List.copyOf(roles);
    if (port != null && (port < 1 || port > 65_535)) {
      throw new IllegalArgumentException("%s: port %d is not in 1 to 65535".formatted(name, port));
    }
  }

  public boolean plays(Role role) {
    return roles.contains(role);
  }
}
