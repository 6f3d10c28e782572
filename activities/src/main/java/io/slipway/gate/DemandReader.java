package io.slipway.gate;

import io.slipway.domain.Approvals;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Reads an entry of a policy's approvals. */
final class DemandReader {
  private static final List<String> KEYS =
      List.of(
          "applications",
          "stages",
          "quorum",
          "groups",
          "not_initiator",
          "distinct_groups",
          "expires",
          "valid_for");
  private static final int MOST = 100;
  private static final Duration LONGEST = Duration.ofDays(30);

  private DemandReader() {}

  static Demand read(YamlNode node) {
    Map<String, YamlNode> keys = node.mapping(KEYS);
    List<String> groups = keys.containsKey("groups") ? keys.get("groups").texts() : List.of();
    int distinct = number(keys, "distinct_groups", 0);
    if (!groups.isEmpty() && distinct > groups.size()) {
      node.fault(
          "wants approvals of %d different groups, and names %d"
              .formatted(distinct, groups.size()));
    }
    return new Demand(
        PolicyReader.patterns(keys.get("applications")),
        PolicyReader.patterns(keys.get("stages")),
        new Approvals(
            number(keys, "quorum", 1),
            groups,
            !keys.containsKey("not_initiator") || keys.get("not_initiator").truth(),
            distinct,
            PolicyReader.time(keys, "expires", Approvals.DEFAULT_EXPIRES, LONGEST),
            PolicyReader.time(keys, "valid_for", Approvals.DEFAULT_VALID_FOR, LONGEST)));
  }

  /** At least as much as it is when nothing is said. */
  private static int number(Map<String, YamlNode> keys, String key, int usual) {
    YamlNode node = keys.get(key);
    return node == null ? usual : node.number(usual, MOST);
  }
}
