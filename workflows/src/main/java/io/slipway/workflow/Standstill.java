package io.slipway.workflow;

import io.slipway.domain.HostName;
import java.util.List;

/**
 * What a paused run waits with.
 *
 * @param why what has happened, whole sentences
 * @param failed hosts that can be tried again
 * @param steps those that a retry may begin with
 * @param whole whether the failed hosts cannot be left out, since something is done there for all
 */
record Standstill(String why, List<HostName> failed, List<String> steps, boolean whole) {}
