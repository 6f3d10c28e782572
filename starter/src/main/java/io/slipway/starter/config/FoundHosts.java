package io.slipway.starter.config;

import io.slipway.starter.config.HostList.Listed;
import io.slipway.starter.config.HostSource.SourceFault;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The hosts of an entry that says where they come from: what was told of each, and of all. */
final class FoundHosts {
  private FoundHosts() {}

  /** Looks at an entry whose hosts are not asked for. */
  static void checkEntry(HostSpec entry, KeyPath path, Faults faults) {
    Map<String, @Nullable Object> own = new LinkedHashMap<>();
    own.put("name", entry.name());
    own.put("address", entry.address());
    own.put("primary", entry.primary());
    own.forEach(
        (key, value) -> {
          if (value != null) {
            faults.add(
                path.key(key),
                "is of one host, and the entry says where hosts come from",
                "Take it out, or make an entry of its own of it.");
          }
        });
    FromSpec from = Objects.requireNonNull(entry.from());
    if (from.group() != null && from.ansible() == null) {
      faults.add(
          path.below("from", "group"),
          "is of an inventory, and there is none",
          "Take it out, or name the inventory with ansible.");
    }
    Map<String, @Nullable String> tags =
        from.ec2() != null ? from.ec2().tags() : from.ssm() != null ? from.ssm().tags() : null;
    if (tags != null && tags.isEmpty()) {
      faults.add(
          path.below("from", from.kind()).key("tags"),
          "names no tag, so that all machines of the region would be meant",
          "Name at least one.");
    }
    if (from.ssm() != null && from.ssm().address() == AddressKind.PUBLIC) {
      faults.add(
          path.below("from", "ssm").key("address"),
          "is public, and Systems Manager knows no such addresses",
          "Take private or dns, or ask ec2.");
    }
  }

  /** None when they cannot be had, or one of them cannot be a host. */
  static List<Listed> of(
      HostSpec entry, FromSpec from, HostSource source, KeyPath path, Faults faults) {
    KeyPath at = path.below("from", from.kind());
    try {
      List<HostSpec> told = source.hosts(from);
      if (told.isEmpty()) {
        throw new SourceFault("tells of no host", "Look at it; a deploy to nobody is none.");
      }
      List<Listed> hosts = new ArrayList<>();
      for (HostSpec each : told) {
        HostSpec host = joined(each, entry);
        check(host);
        hosts.add(
            new Listed(
                HostList.host(Objects.requireNonNull(host.name()), host.address(), host), path));
      }
      return hosts;
    } catch (SourceFault e) {
      faults.add(at, e.problem(), e.remedy());
      return List.of();
    }
  }

  private static HostSpec joined(HostSpec told, HostSpec entry) {
    return new HostSpec(
        told.name(),
        told.address(),
        told.port() == null ? entry.port() : told.port(),
        told.user() == null ? entry.user() : told.user(),
        both(entry.roles(), told.roles()),
        told.primary(),
        told.zone() == null ? entry.zone() : told.zone(),
        both(entry.tags(), told.tags()),
        told.site() == null ? entry.site() : told.site(),
        null);
  }

  private static List<@Nullable String> both(
      @Nullable List<@Nullable String> some, @Nullable List<@Nullable String> others) {
    List<@Nullable String> all = new ArrayList<>();
    Stream.of(some, others).filter(Objects::nonNull).forEach(all::addAll);
    return all.stream().distinct().toList();
  }

  /** Whoever tells of hosts must keep to what the file must keep to. */
  private static void check(HostSpec host) throws SourceFault {
    String name = Objects.requireNonNull(host.name());
    if (!HostList.NAME.matcher(name).matches()) {
      throw new SourceFault(
          "tells of %s, which cannot be a host".formatted(TextRules.quoted(name)),
          "Names have letters, digits, '.', '_', ':' and '-'.");
    }
    if (host.address() != null && !HostList.ADDRESS.matcher(host.address()).matches()) {
      throw new SourceFault(
          "tells of %s with the address %s".formatted(name, TextRules.quoted(host.address())),
          Form.ADDRESS.remedy());
    }
    if (host.port() != null && (host.port() < 1 || host.port() > 65_535)) {
      throw new SourceFault(
          "tells of %s with the port %d".formatted(name, host.port()),
          "Ports are numbers from 1 to 65535.");
    }
    fits(name, "user", host.user(), Form.LOGIN);
    fits(name, "zone", host.zone(), Form.LABEL);
    fits(name, "site", host.site(), Form.LABEL);
    for (String role : Objects.requireNonNull(host.roles())) {
      fits(name, "role", role, Form.ROLE);
    }
    for (String tag : Objects.requireNonNull(host.tags())) {
      fits(name, "tag", tag, Form.LABEL);
    }
  }

  private static void fits(String name, String what, @Nullable String text, Form form)
      throws SourceFault {
    if (text == null) {
      return;
    }
    try {
      Object unused = form.parse(text);
    } catch (IllegalArgumentException e) {
      throw new SourceFault(
          "tells of %s with the %s %s".formatted(name, what, TextRules.quoted(text)),
          form.remedy());
    }
  }
}
