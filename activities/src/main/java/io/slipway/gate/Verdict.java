package io.slipway.gate;

import io.slipway.contract.Action;
import io.slipway.contract.Initiator;
import io.slipway.domain.ApplicationName;
import io.slipway.domain.StageName;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the gate has said, and about whom.
 *
 * @param action null when it was not understood
 * @param run null when a stage was asked
 * @param principal null when nobody has been proven
 * @param claimed who the asker says they are; not to be relied on
 * @param reason why it was allowed or not, in a sentence
 * @param proof by what they were proven, such as {@code ssh key SHA256:…}; {@code none} where
 *     nobody was
 * @param fingerprint of the key, also of one that is not known
 * @param statement SHA-256 of the signed text in hexadecimal; null when there is none
 */
public record Verdict(
    Instant at,
    @Nullable Action action,
    ApplicationName application,
    StageName stage,
    @Nullable String run,
    @Nullable String principal,
    @Nullable Initiator claimed,
    boolean allowed,
    String reason,
    String proof,
    @Nullable String fingerprint,
    @Nullable String statement) {}
