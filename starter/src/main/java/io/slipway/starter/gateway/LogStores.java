package io.slipway.starter.gateway;

import io.grpc.StatusRuntimeException;
import io.slipway.contract.TaskQueues;
import io.temporal.api.enums.v1.TaskQueueType;
import io.temporal.api.taskqueue.v1.PollerInfo;
import io.temporal.client.WorkflowClient;
import java.util.LinkedHashMap;
import java.util.Map;

/** Finds out which workers keep logs, by those who poll for whoever reads them. */
final class LogStores {
  private LogStores() {}

  /**
   * Stores by their ids, each with the name of a worker that has it. Where Temporal does not tell
   * who polls, there is one whose id is empty.
   */
  static Map<String, String> of(WorkflowClient client) {
    Map<String, String> stores = new LinkedHashMap<>();
    try {
      QueuePollers.lately(
              QueuePollers.described(
                  client, TaskQueues.LOGS, TaskQueueType.TASK_QUEUE_TYPE_ACTIVITY))
          .stream()
          .map(PollerInfo::getIdentity)
          .filter(identity -> identity.contains("#"))
          .forEach(identity -> note(stores, identity));
    } catch (StatusRuntimeException e) {
      if (!Away.untold(e)) {
        throw e;
      }
      stores.put("", "whichever worker answers");
    }
    return stores;
  }

  private static void note(Map<String, String> stores, String identity) {
    int at = identity.lastIndexOf('#');
    stores.putIfAbsent(identity.substring(at + 1), identity.substring(0, at));
  }
}
