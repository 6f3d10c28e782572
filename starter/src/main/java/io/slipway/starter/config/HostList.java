package io.slipway.starter.config;

import io.slipway.domain.Host;
import io.slipway.domain.HostName;
import io.slipway.domain.Label;
import io.slipway.domain.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The hosts of a stage, one by one, each with the entry that it comes from.
 *
 * @param hosts in the order of the file
 * @param machines those of its balancer
 * @param whole whether no entry was faulty, so that what is missing here is missing in the file
 * @param asks whether entries say where hosts come from, and these have not been asked for
 */
record HostList(
    StageDraft stage, List<Listed> hosts, List<Listed> machines, boolean whole, boolean asks) {

  static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:-]{0,252}");
  static final Pattern ADDRESS = Pattern.compile("[A-Za-z0-9_:][A-Za-z0-9._:%-]{0,252}");

  /** A host, with its entry's place. */
  record Listed(Host host, KeyPath path) {

    /** The same, from a site unless it has one of its own. */
    private Listed reachedFrom(@Nullable String site) {
      return site == null || host.site() != null ? this : new Listed(host.at(Label.of(site)), path);
    }
  }

  /**
   * @param source tells the hosts that the file does not list; null when they are left for later
   */
  static HostList of(StageDraft stage, @Nullable HostSource source, Faults faults) {
    List<Listed> machines = machines(stage, faults);
    List<@Nullable HostSpec> entries = stage.spec().hosts();
    if (entries == null) {
      return new HostList(stage, List.of(), machines, false, false);
    }
    KeyPath path = stage.path().key("hosts");
    if (entries.isEmpty()) {
      faults.add(path, "holds no host", "List at least one.");
    }
    List<Listed> hosts = new ArrayList<>();
    boolean whole = !entries.isEmpty();
    boolean asks = false;
    for (int i = 0; i < entries.size(); i++) {
      HostSpec entry = entries.get(i);
      FromSpec from = entry == null ? null : entry.from();
      if (entry != null && from != null && source == null) {
        asks = true;
        FoundHosts.checkEntry(entry, path.item(i), faults);
        continue;
      }
      List<Listed> expanded =
          entry != null && from != null && source != null
              ? FoundHosts.of(entry, from, source, path.item(i), faults)
              : expanded(entry, path.item(i), faults);
      whole &= !expanded.isEmpty();
      hosts.addAll(expanded);
      if (hosts.size() > HostRange.MOST) {
        faults.add(path, "holds more than 10 000 hosts", "Divide them into several stages.");
        return new HostList(stage, List.of(), machines, false, asks);
      }
    }
    List<Listed> sited = hosts.stream().map(h -> h.reachedFrom(stage.spec().site())).toList();
    List<Listed> placed = Halves.of(stage).map(h -> h.placed(sited)).orElse(sited);
    return new HostList(stage, placed, machines, whole && !asks, asks);
  }

  private static List<Listed> machines(StageDraft stage, Faults faults) {
    TrafficSpec traffic = stage.spec().traffic();
    List<@Nullable BalancerSpec> entries = traffic == null ? null : traffic.balancers();
    if (entries == null) {
      return List.of();
    }
    KeyPath path = stage.path().below("traffic", "balancers");
    List<Listed> machines = new ArrayList<>();
    for (int i = 0; i < entries.size(); i++) {
      BalancerSpec entry = entries.get(i);
      machines.addAll(expanded(entry == null ? null : entry.host(), path.item(i), faults));
    }
    return machines;
  }

  /** The hosts of an entry; none when it is faulty. */
  private static List<Listed> expanded(@Nullable HostSpec spec, KeyPath path, Faults faults) {
    if (spec == null || spec.name() == null || faulty(spec.roles()) || faulty(spec.tags())) {
      return List.of();
    }
    List<String> names = ranges(spec.name(), NAME, path.key("name"), faults);
    List<String> addresses =
        spec.address() == null
            ? List.of()
            : ranges(spec.address(), ADDRESS, path.key("address"), faults);
    boolean unequal = !addresses.isEmpty() && addresses.size() != names.size();
    if (unequal && !names.isEmpty()) {
      faults.add(
          path.key("address"),
          "stands for %d, but the name for %d".formatted(addresses.size(), names.size()),
          "Give a range of as many addresses as the name stands for.");
    }
    if (unequal || (spec.address() != null && addresses.isEmpty())) {
      return List.of();
    }
    List<Listed> hosts = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      String address = addresses.isEmpty() ? null : addresses.get(i);
      hosts.add(new Listed(host(names.get(i), address, spec), path));
    }
    return hosts;
  }

  private static boolean faulty(@Nullable List<@Nullable String> names) {
    return names != null && names.stream().anyMatch(Objects::isNull);
  }

  private static List<String> ranges(String text, Pattern each, KeyPath path, Faults faults) {
    try {
      List<String> texts = HostRange.expand(text);
      for (String one : texts) {
        if (!each.matcher(one).matches()) {
          throw new IllegalArgumentException(
              "%s stands for %s, which cannot be a host"
                  .formatted(TextRules.quoted(text), TextRules.quoted(one)));
        }
      }
      return texts;
    } catch (IllegalArgumentException e) {
      faults.add(path, String.valueOf(e.getMessage()), "Write it like web[01-40].example.com.");
      return List.of();
    }
  }

  static Host host(String name, @Nullable String address, HostSpec spec) {
    return new Host(
            HostName.of(name),
            address,
            spec.port(),
            spec.user(),
            each(spec.roles(), Role::of),
            Boolean.TRUE.equals(spec.primary()),
            spec.zone() == null ? null : Label.of(spec.zone()),
            each(spec.tags(), Label::of))
        .at(spec.site() == null ? null : Label.of(spec.site()));
  }

  private static <T> List<T> each(
      @Nullable List<@Nullable String> names, Function<String, T> made) {
    return names == null
        ? List.of()
        : names.stream().map(n -> made.apply(Objects.requireNonNull(n))).distinct().toList();
  }
}
