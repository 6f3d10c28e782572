package io.slipway.starter.output;

import io.slipway.contract.HostFailure;
import io.slipway.contract.HostState;
import io.slipway.domain.HostName;
import io.slipway.rollout.Durations;
import io.slipway.rollout.FailureGroup;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The table of hosts at the end of a run. Up to {@link #ALL} hosts are listed one by one; of more,
 * only those with something to say that no other host has said are, and the others are counted by
 * state and release.
 */
final class HostTable {
  static final int ALL = 40;

  private record Alike(HostState state, String serves) {}

  private HostTable() {}

  static Table of(List<ResultLine.HostLine> hosts) {
    Table table = new Table("HOST", "STATE", "LIVE", "TOOK", "NOTE");
    boolean all = hosts.size() <= ALL;
    List<ResultLine.HostLine> named = new ArrayList<>();
    Map<Alike, Integer> counted = new LinkedHashMap<>();
    Map<HostName, HostName> firsts = firsts(hosts);
    for (ResultLine.HostLine host : hosts) {
      boolean news = host.host().equals(firsts.get(host.host()));
      if (all || (news && named.size() < ALL)) {
        named.add(host);
      } else {
        counted.merge(new Alike(host.state(), serves(host)), 1, Integer::sum);
      }
    }
    counted.forEach((a, n) -> table.row(RunWords.hosts(n), word(a.state()), a.serves(), "", ""));
    for (ResultLine.HostLine host : named) {
      String took = host.took() == null ? "" : Durations.words(host.took());
      table.row(host.host().value(), word(host.state()), serves(host), took, note(host, firsts));
    }
    return table;
  }

  /** Of each host that failed, the first that failed in the same way. */
  private static Map<HostName, HostName> firsts(List<ResultLine.HostLine> hosts) {
    Map<HostName, HostName> firsts = new HashMap<>();
    for (FailureGroup group : ResultLine.groups(hosts)) {
      group.hosts().forEach(h -> firsts.put(h, group.example().host()));
    }
    return firsts;
  }

  private static String word(HostState state) {
    return state.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private static String serves(ResultLine.HostLine host) {
    return RunWords.serving(host.live(), host.foreign());
  }

  private static String note(ResultLine.HostLine host, Map<HostName, HostName> firsts) {
    HostFailure failure = host.failure();
    if (failure == null) {
      return "";
    }
    HostName first = firsts.get(host.host());
    if (first != null && !first.equals(host.host())) {
      return "as %s".formatted(first);
    }
    String step = failure.step() == null ? "" : failure.step() + ": ";
    return step + failure.reason();
  }
}
