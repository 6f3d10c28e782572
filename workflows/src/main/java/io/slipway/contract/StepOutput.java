package io.slipway.contract;

import io.slipway.domain.HostName;

/**
 * That an order which changes the host was sent, and what a command of the user's has said so far:
 * the details of the heartbeats of its activity.
 *
 * @param step the step that was heard last; empty before any
 * @param offset bytes of its output on the host that were read, where the next attempt goes on
 * @param length characters that were told until now, by which a reader knows what of the tail is
 *     new to it
 * @param tail the last of what was told, at most 2 KiB
 */
public record StepOutput(HostName host, String step, long offset, long length, String tail) {}
