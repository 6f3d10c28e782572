package io.slipway.contract;

import java.time.Instant;

/**
 * A run that waits for a person.
 *
 * @param why what it waits for, whole sentences
 * @param until when it stops waiting and puts everything back
 */
public record PauseNote(String why, Instant since, Instant until) {}
