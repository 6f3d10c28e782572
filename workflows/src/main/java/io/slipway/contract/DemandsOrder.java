package io.slipway.contract;

import io.slipway.domain.ApplicationName;
import io.slipway.domain.StageName;

/** Asks the gate what its policy demands for deploys of an application to a stage. */
public record DemandsOrder(ApplicationName application, StageName stage) {}
