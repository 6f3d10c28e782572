package io.slipway.gate;

import io.slipway.domain.Approvals;
import java.util.List;

/**
 * Whose approval deploys need somewhere.
 *
 * @param applications patterns, as {@code stages}
 */
record Demand(List<String> applications, List<String> stages, Approvals approvals) {}
