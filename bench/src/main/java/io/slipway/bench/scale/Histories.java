package io.slipway.bench.scale;

import io.temporal.client.WorkflowClient;
import java.util.Comparator;
import java.util.List;

/** How long the histories of a run's workflows have become. */
record Histories(List<History> all) {
  Histories {
    all = List.copyOf(all);
  }

  /** One workflow's history. */
  record History(String workflow, long events, long bytes) {}

  static Histories of(WorkflowClient client, List<String> workflows) {
    return new Histories(workflows.stream().map(id -> history(client, id)).toList());
  }

  private static History history(WorkflowClient client, String id) {
    var info = client.newUntypedWorkflowStub(id).describe().getWorkflowExecutionInfo();
    return new History(id, info.getHistoryLength(), info.getHistorySizeBytes());
  }

  /** The one with most events. */
  History longest() {
    return all.stream()
        .max(Comparator.comparingLong(History::events))
        .orElseThrow(() -> new IllegalStateException("no workflow ran"));
  }

  /** The one that takes most room. */
  History largest() {
    return all.stream()
        .max(Comparator.comparingLong(History::bytes))
        .orElseThrow(() -> new IllegalStateException("no workflow ran"));
  }

  long events() {
    return all.stream().mapToLong(History::events).sum();
  }
}
