package io.slipway.contract;

import io.slipway.domain.HostName;

/**
 * Something that a command has said.
 *
 * @param begun names the beginning of the step: a step that is begun once more has another
 * @param from bytes of its output before this, as the host counts; more than there was before when
 *     something was left out
 * @param to bytes up to its end
 * @param at when it was kept, in microseconds since 1970
 * @param text without secrets
 */
public record LogPiece(
    HostName host, String step, String begun, long from, long to, long at, String text) {}
