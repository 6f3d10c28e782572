package io.slipway.domain;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.ArrayList;
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
 * @param zone where it stands, so that not all of one place change at once; null when not said
 * @param tags what it is chosen by, in the order of the file; may be empty
 * @param slot its half of the stage; null where the stage is in none, and where it is of none
 * @param site whose workers alone reach it; null where any worker does
 */
public record Host(
    HostName name,
    @Nullable String address,
    @Nullable Integer port,
    @Nullable String user,
    List<Role> roles,
    boolean primary,
    @Nullable Label zone,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Label> tags,
    @Nullable Slot slot,
    @Nullable Label site) {

  public Host {
    roles = roles == null ? List.of() : List.copyOf(roles);
    tags = tags == null ? List.of() : List.copyOf(tags);
    if (port != null && (port < 1 || port > 65_535)) {
      throw new IllegalArgumentException("%s: port %d is not in 1 to 65535".formatted(name, port));
    }
  }

  /** A host of no half, which any worker reaches. */
  public Host(
      HostName name,
      @Nullable String address,
      @Nullable Integer port,
      @Nullable String user,
      List<Role> roles,
      boolean primary,
      @Nullable Label zone,
      List<Label> tags) {
    this(name, address, port, user, roles, primary, zone, tags, null, null);
  }

  /** A host of no zone, without tags. */
  public Host(
      HostName name,
      @Nullable String address,
      @Nullable Integer port,
      @Nullable String user,
      List<Role> roles,
      boolean primary) {
    this(name, address, port, user, roles, primary, null, List.of());
  }

  /** The same host, elsewhere. */
  public Host in(@Nullable Label other) {
    return new Host(name, address, port, user, roles, primary, other, tags, slot, site);
  }

  /** The same host, with other tags. */
  public Host tagged(List<Label> others) {
    return new Host(name, address, port, user, roles, primary, zone, others, slot, site);
  }

  /** The same host, in a half of the stage. */
  public Host in(Slot half) {
    return new Host(name, address, port, user, roles, primary, zone, tags, half, site);
  }

  /** The same host, which only workers of a site reach. */
  public Host at(@Nullable Label place) {
    return new Host(name, address, port, user, roles, primary, zone, tags, slot, place);
  }

  /** What is deployed to on it for one half of the stage, where it holds both. */
  public Host split(Slot half) {
    List<Label> all = new ArrayList<>(tags);
    all.add(Label.of(half.color().word()));
    return new Host(
        HostName.of("%s-%s".formatted(name, half.color().word())),
        address == null ? name.value() : address,
        port,
        user,
        roles,
        primary,
        zone,
        all,
        half,
        site);
  }

  public boolean plays(Role role) {
    return roles.contains(role);
  }
}
