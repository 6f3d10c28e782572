package io.slipway.starter.config;

import io.slipway.starter.config.CloudHosts.CloudHost;
import io.slipway.starter.config.CloudHosts.Found;
import io.slipway.starter.config.CloudHosts.Question;
import io.slipway.starter.config.CloudHosts.Trouble;
import io.slipway.starter.config.HostSource.SourceFault;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Hosts of an entry that AWS is asked for. */
final class CloudEntry {
  /** Longer lists say no more. */
  private static final int NAMED = 10;

  private final CloudHosts cloud;
  private final Consumer<String> notes;

  /**
   * @param notes is told of what is out of reach
   */
  CloudEntry(CloudHosts cloud, Consumer<String> notes) {
    this.cloud = cloud;
    this.notes = notes;
  }

  List<HostSpec> hosts(FromSpec from) throws SourceFault {
    try {
      Ec2Spec ec2 = from.ec2();
      if (ec2 != null) {
        Found found = cloud.ec2(question(ec2.tags(), ec2.region(), from));
        return specs(required(found, ec2.tags()), ec2.address());
      }
      SsmSpec ssm = Objects.requireNonNull(from.ssm());
      Found found = cloud.ssm(question(ssm.tags(), ssm.region(), from));
      return specs(reached(required(found, ssm.tags()), ssm), ssm.address());
    } catch (Trouble e) {
      throw new SourceFault(e.problem(), e.remedy(), e);
    }
  }

  private static Question question(
      @Nullable Map<String, @Nullable String> tags, @Nullable String region, FromSpec from) {
    Map<String, String> wanted = new LinkedHashMap<>();
    Objects.requireNonNull(tags).forEach((k, v) -> wanted.put(k, Objects.requireNonNull(v)));
    return new Question(wanted, region, from.patience());
  }

  private static Found required(Found found, @Nullable Map<String, @Nullable String> tags)
      throws SourceFault {
    if (found.hosts().isEmpty()) {
      throw new SourceFault(
          found.away().isEmpty()
              ? "finds nobody with the tags %s".formatted(tags)
              : "finds nobody that is online, since %s".formatted(away(found)),
          "Look at the tags, the region and the account; a deploy to nobody is none.");
    }
    return found;
  }

  /** A host that nobody hears of would go on serving the release before. */
  private Found reached(Found found, SsmSpec ssm) throws SourceFault {
    if (!found.away().isEmpty() && ssm.offline() != OfflineNodes.SKIP) {
      throw new SourceFault(
          "finds hosts that cannot be deployed to, since %s".formatted(away(found)),
          "Start their agents, take the tags off those that are gone, or leave all that are offline"
              + " out: offline: skip.");
    }
    if (!found.away().isEmpty()) {
      notes.accept("Left out: %s.".formatted(away(found)));
    }
    return found;
  }

  private static List<HostSpec> specs(Found found, @Nullable AddressKind chosen)
      throws SourceFault {
    AddressKind kind = Objects.requireNonNullElse(chosen, AddressKind.PRIVATE);
    Map<String, Integer> called = new HashMap<>();
    found.hosts().forEach(h -> called.merge(name(h), 1, Integer::sum));
    List<HostSpec> specs = new ArrayList<>();
    for (CloudHost host : found.hosts()) {
      String name = name(host);
      boolean shared = Objects.requireNonNull(called.get(name)) > 1;
      // Instances of one auto scaling group are all called the same.
      specs.add(spec(shared ? "%s-%s".formatted(name, host.id()) : name, host, kind));
    }
    return specs;
  }

  private static String name(CloudHost host) {
    return Objects.requireNonNullElse(host.name(), host.id());
  }

  private static String away(Found found) {
    List<String> away = found.away();
    int more = away.size() - NAMED;
    return "%s%s %s offline to Systems Manager"
        .formatted(
            String.join(", ", away.subList(0, Math.min(NAMED, away.size()))),
            more > 0 ? " and %d more".formatted(more) : "",
            away.size() == 1 ? "is" : "are");
  }

  private static HostSpec spec(String name, CloudHost host, AddressKind kind) throws SourceFault {
    String address =
        switch (kind) {
          case PRIVATE -> host.privateAddress();
          case PUBLIC -> host.publicAddress();
          case DNS -> host.dnsName();
        };
    if (address == null) {
      String words =
          kind == AddressKind.DNS ? "DNS name" : kind.name().toLowerCase(Locale.ROOT) + " address";
      throw new SourceFault(
          "finds %s (%s), which has no %s".formatted(TextRules.quoted(name), host.id(), words),
          "Choose another address, or give it one.");
    }
    return new HostSpec(name, address, null, null, null, null, host.zone(), null, null, null);
  }
}
