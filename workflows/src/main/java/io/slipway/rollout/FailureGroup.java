package io.slipway.rollout;

import io.slipway.contract.FailureType;
import io.slipway.contract.HostFailure;
import io.slipway.domain.HostName;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One error that several hosts have in common: the same step failed in the same way, whatever
 * numbers, ids and host names the sentences hold. A thousand failures are read in a few lines.
 *
 * @param hosts those that failed so, in the order of their failures; one or more
 * @param example the failure of the first of them, with its last lines of output
 */
public record FailureGroup(List<HostName> hosts, HostFailure example) {
  /**
   * Numbers with their units' digits, and ids in hexadecimal: what differs between equal errors.
   */
  private static final Pattern VARYING = Pattern.compile("\\b[0-9a-f]{7,64}\\b|[0-9]+");

  public FailureGroup {
    hosts = List.copyOf(hosts);
  }

  private record Kind(FailureType type, @Nullable String step, String attempted, String reason) {
    static Kind of(HostFailure failure) {
      return new Kind(
          failure.type(),
          failure.step(),
          common(failure.host(), failure.attempted()),
          common(failure.host(), failure.reason()));
    }
  }

  /** All failures in groups, the one with the most hosts first, then by first appearance. */
  public static List<FailureGroup> of(List<HostFailure> failures) {
    Map<Kind, List<HostFailure>> kinds = new LinkedHashMap<>();
    failures.forEach(f -> kinds.computeIfAbsent(Kind.of(f), k -> new ArrayList<>()).add(f));
    return kinds.values().stream()
        .map(all -> new FailureGroup(all.stream().map(HostFailure::host).toList(), all.getFirst()))
        .sorted(Comparator.comparingInt((FailureGroup c) -> c.hosts().size()).reversed())
        .toList();
  }

  /** Whether both hosts failed in the same way. */
  public static boolean same(HostFailure one, HostFailure other) {
    return Kind.of(one).equals(Kind.of(other));
  }

  /** {@code 37 hosts (web01, web02, web03, web04, web05 and 32 more)}; the name of one alone. */
  public String who() {
    return hosts.size() == 1
        ? hosts.getFirst().value()
        : "%d hosts (%s)".formatted(hosts.size(), Names.of(hosts));
  }

  /** A text on a host without what differs from host to host: its name, numbers and ids. */
  public static String common(HostName host, String text) {
    String named =
        text.replaceAll("(?<![\\w.-])" + Pattern.quote(host.value()) + "(?![\\w-])", "{host}");
    return VARYING.matcher(named).replaceAll(Matcher.quoteReplacement("#"));
  }
}
