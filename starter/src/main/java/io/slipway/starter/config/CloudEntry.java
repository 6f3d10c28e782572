package io.slipway.starter.config;

import io.slipway.starter.config.CloudHosts.CloudHost;
import io.slipway.starter.config.CloudHosts.Found;
import io.slipway.starter.config.CloudHosts.Question;
import io.slipway.starter.config.CloudHosts.Trouble;
import io.slipway.starter.config.HostSource.SourceFault;
import java.util.ArrayList;
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
        return specs(found, ec2.address(), ec2.tags());
      }
      SsmSpec ssm = Objects.requireNonNull(from.ssm());
      Found found = cloud.ssm(question(ssm.tags(), ssm.region(), from));
      return specs(found, ssm.address(), ssm.tags());
    } catch (Trouble e) {
      throw new SourceFault(e.problem(), e.remedy());
    }
  }

  private static Question question(
      @Nullable Map<String, @Nullable String> tags, @Nullable String region, FromSpec from) {
    Map<String, String> wanted = new LinkedHashMap<>();
    Objects.requireNonNull(tags).forEach((k, v) -> wanted.put(k, Objects.requireNonNull(v)));
    return new Question(wanted, region, from.patience());
  }

  private List<HostSpec> specs(
      Found found, @Nullable AddressKind chosen, @Nullable Map<String, @Nullable String> tags)
      throws SourceFault {
    if (found.hosts().isEmpty()) {
      throw new SourceFault(
          found.away().isEmpty()
              ? "finds nobody with the tags %s".formatted(tags)
              : "finds nobody that is online, since %s".formatted(away(found)),
          "Look at the tags, the region and the account; a deploy to nobody is none.");
    }
    AddressKind kind = Objects.requireNonNullElse(chosen, AddressKind.PRIVATE);
    Map<String, CloudHost> byName = new LinkedHashMap<>();
    List<HostSpec> specs = new ArrayList<>();
    for (CloudHost host : found.hosts()) {
      String name = Objects.requireNonNullElse(host.name(), host.id());
      CloudHost other = byName.put(name, host);
      if (other != null) {
        throw new SourceFault(
            "finds two that are called %s: %s and %s"
                .formatted(TextRules.quoted(name), other.id(), host.id()),
            "Give each a name of its own, or none, so that its id counts.");
      }
      specs.add(spec(name, host, kind));
    }
    if (!found.away().isEmpty()) {
      notes.accept("Left out: %s.".formatted(away(found)));
    }
    return specs;
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
