package io.slipway.rollout;

import io.slipway.contract.HostFacts;
import io.slipway.contract.HostReport;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Linked files come from nowhere that we know, so hosts can only be compared with each other. */
final class LinkedFileSums {
  /**
   * What most hosts have.
   *
   * @param hosts how many have it
   * @param of how many have the file at all
   */
  record Reference(String sum, int hosts, int of) {}

  private LinkedFileSums() {}

  /** By path. */
  static Map<String, Reference> references(List<HostReport> reports) {
    Map<String, List<String>> sums = new LinkedHashMap<>();
    for (HostReport report : reports) {
      HostFacts facts = report.facts();
      for (HostFacts.LinkedFile file :
          facts == null ? List.<HostFacts.LinkedFile>of() : facts.linkedFiles()) {
        if (file.sum() != null) {
          sums.computeIfAbsent(file.path(), p -> new ArrayList<>()).add(file.sum());
        }
      }
    }
    Map<String, Reference> references = new LinkedHashMap<>();
    sums.forEach(
        (path, all) ->
            Majority.of(all)
                .ifPresent(
                    sum ->
                        references.put(
                            path,
                            new Reference(sum, Collections.frequency(all, sum), all.size()))));
    return references;
  }
}
