package io.slipway.contract;

import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/**
 * Looks at hosts of a stage and changes nothing, so that it needs no lock; id {@link
 * WorkflowIds#survey}. Never fails because a host does: the outcome says so.
 */
@WorkflowInterface
public interface SurveyWorkflow {

  @WorkflowMethod(name = "Survey")
  SurveyResult run(SurveyOrder order);
}
