package io.slipway.contract;

import io.slipway.domain.Color;
import io.slipway.domain.Target;

/**
 * What a stage asks of a retirement.
 *
 * @param color the half that visitors were moved away from
 * @param initiator who has asked for the run that has moved them
 */
public record RetireRequest(Target target, Color color, Initiator initiator) {}
