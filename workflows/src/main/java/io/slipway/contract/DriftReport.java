package io.slipway.contract;

import io.slipway.domain.ReleaseId;
import io.slipway.domain.Revision;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How hosts differ from what their stage should serve.
 *
 * @param release what all hosts should serve; null when there is nothing to tell it by
 * @param revision its commit; null when that is not known
 * @param hosts how many were looked at
 * @param uncompared of these, how many serve a release whose files nothing tells how they were made
 * @param differences in the order of hosts, the gravest of each first
 */
public record DriftReport(
    @Nullable ReleaseId release,
    @Nullable Revision revision,
    int hosts,
    int uncompared,
    List<Difference> differences) {
  public DriftReport {
    differences = differences == null ? List.of() : List.copyOf(differences);
  }
}
