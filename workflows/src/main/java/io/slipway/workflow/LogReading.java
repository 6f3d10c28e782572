package io.slipway.workflow;

import io.slipway.contract.LogOrder;
import io.slipway.contract.LogPage;
import io.slipway.contract.LogPageOrder;
import io.slipway.contract.LogPageRequest;
import io.slipway.contract.LogWorkflow;
import io.slipway.contract.WorkflowIds;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Passes pages of logs on, once whoever asks was let in. */
public final class LogReading implements LogWorkflow {
  /** Longer than a reader stays silent who still reads. */
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /** Histories stay well below what a server takes. */
  private static final int MOST_PAGES = 500;

  private static final long MOST_TEXT = 8L << 20;

  private final LogOrder sent;
  private @Nullable LogOrder admitted;
  private @Nullable ApplicationFailure refusal;
  private int turns;
  private boolean done;
  private int pages;
  private long text;

  @WorkflowInit
  public LogReading(LogOrder order) {
    this.sent = order;
  }

  @Override
  public void run(LogOrder ignored) {
    try {
      admitted = FrontDoor.admitted(sent);
    } catch (ApplicationFailure no) {
      refusal = no;
      Workflow.await(Workflow::isEveryHandlerFinished);
      throw no;
    }
    while (!over()) {
      int before = turns;
      boolean heard = Workflow.await(PATIENCE, () -> over() || turns != before);
      done |= !heard && Workflow.isEveryHandlerFinished();
    }
  }

  private boolean over() {
    return Workflow.isEveryHandlerFinished() && (done || pages >= MOST_PAGES || text >= MOST_TEXT);
  }

  @Override
  public LogPage page(LogPageRequest request) {
    Workflow.await(() -> admitted != null || refusal != null);
    LogOrder order = admitted;
    if (order == null) {
      throw refusal == null ? new IllegalStateException("nobody has answered") : refusal;
    }
    pages++;
    turns++;
    LogPage page = read(order, request);
    turns++;
    text += page.pieces().stream().mapToLong(p -> p.text().length()).sum();
    return page;
  }

  private static LogPage read(LogOrder order, LogPageRequest request) {
    String summary = "read the logs of %s".formatted(Markdown.text(WorkflowIds.run(order.run())));
    try {
      return ActivityStubs.logs(request.store(), summary)
          .read(new LogPageOrder(order, request.position()));
    } catch (ActivityFailure e) {
      return LogPage.unread("no worker has read it: %s".formatted(Failures.reason(e)));
    }
  }

  @Override
  public void done() {
    done = true;
  }
}
