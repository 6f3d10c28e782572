package io.slipway.contract;

/** What a survey looks for. */
public enum SurveyKind {
  /** Whether a host can be deployed to. */
  CHECK,
  /** What a host serves and which releases it has. */
  INSPECT
}
