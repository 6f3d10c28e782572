package io.slipway.contract;

import io.slipway.domain.HostName;

/**
 * How far a command's output was read.
 *
 * @param begun names the beginning of the step: a step that is begun once more has another
 * @param to bytes of its output, as the host counts
 */
public record LogMark(HostName host, String step, String begun, long to) {}
