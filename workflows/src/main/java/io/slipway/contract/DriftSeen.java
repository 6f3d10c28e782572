package io.slipway.contract;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the looks of a schedule have seen up to now.
 *
 * @param report of the last look at a stage on which nothing ran; null when there was none yet
 * @param at when that look began
 * @param since when differences last came or went
 * @param told whether who is to be notified knows of it
 * @param trouble why the last notification failed; null when it did not
 */
public record DriftSeen(
    @Nullable DriftReport report,
    Instant at,
    Instant since,
    boolean told,
    @Nullable String trouble) {}
