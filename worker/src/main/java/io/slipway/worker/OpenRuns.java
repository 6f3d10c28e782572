package io.slipway.worker;

import com.google.protobuf.ByteString;
import io.temporal.api.filter.v1.StartTimeFilter;
import io.temporal.api.workflow.v1.WorkflowExecutionInfo;
import io.temporal.api.workflowservice.v1.ListOpenWorkflowExecutionsRequest;
import io.temporal.api.workflowservice.v1.ListOpenWorkflowExecutionsResponse;

/** Counts what is under way. Asked in the one form that the in-process server knows as well. */
final class OpenRuns {
  private static final int PAGE = 100;

  private OpenRuns() {}

  static int count(TemporalLink link) {
    int count = 0;
    ByteString next = ByteString.EMPTY;
    do {
      ListOpenWorkflowExecutionsResponse page =
          link.workflowService()
              .blockingStub()
              .listOpenWorkflowExecutions(
                  ListOpenWorkflowExecutionsRequest.newBuilder()
                      .setNamespace(link.namespace())
                      .setMaximumPageSize(PAGE)
                      .setNextPageToken(next)
                      .setStartTimeFilter(StartTimeFilter.getDefaultInstance())
                      .build());
      count += (int) page.getExecutionsList().stream().filter(OpenRuns::isRun).count();
      next = page.getNextPageToken();
    } while (!next.isEmpty());
    return count;
  }

  private static boolean isRun(WorkflowExecutionInfo info) {
    String id = info.getExecution().getWorkflowId();
    // Whoever reads a log may have left; the reader ends by itself.
    return !id.startsWith("stage/") && !id.startsWith("log/");
  }
}
