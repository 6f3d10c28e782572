package io.slipway.contract;

import io.slipway.domain.Target;

/**
 * What a stage hands to a recovery.
 *
 * @param key names the recovery; its id is newer than that of the run which it puts back
 * @param ended the run that has ended without a result, as far as its stage knew it
 * @param target what that run worked on
 */
public record RecoveryOrder(RunKey key, RunSummary ended, Target target) {}
