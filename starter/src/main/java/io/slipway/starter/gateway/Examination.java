package io.slipway.starter.gateway;

import com.google.protobuf.util.Durations;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.slipway.contract.SearchAttributes;
import io.slipway.contract.TaskQueues;
import io.slipway.domain.Label;
import io.slipway.starter.output.Diagnosis.Finding;
import io.temporal.api.enums.v1.TaskQueueType;
import io.temporal.api.taskqueue.v1.PollerInfo;
import io.temporal.api.workflowservice.v1.CountWorkflowExecutionsRequest;
import io.temporal.api.workflowservice.v1.DescribeNamespaceRequest;
import io.temporal.api.workflowservice.v1.DescribeTaskQueueResponse;
import io.temporal.api.workflowservice.v1.GetSystemInfoRequest;
import io.temporal.api.workflowservice.v1.WorkflowServiceGrpc.WorkflowServiceBlockingStub;
import io.temporal.client.WorkflowClient;
import io.temporal.common.SearchAttributeKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Looks at a namespace of Temporal and at its workers, as far as a client may. */
public final class Examination {
  /** With less, a schedule of every weekend does not remember the last one. */
  private static final Duration LEAST_RETENTION = Duration.ofDays(3);

  /** More than networks and schedulers account for. */
  private static final Duration CLOCKS = Duration.ofSeconds(5);

  private final WorkflowClient client;
  private final String namespace;

  public Examination(WorkflowClient client) {
    this.client = client;
    this.namespace = client.getOptions().getNamespace();
  }

  /**
   * What was found, from the server to the runs; what cannot be told is said so.
   *
   * @param sites that must have workers of their own
   */
  public List<Finding> findings(List<Label> sites) {
    List<Finding> findings = new ArrayList<>();
    findings.add(asked("server", this::server));
    Finding known = asked("namespace", this::namespace);
    findings.add(known);
    if (known.remedy() != null && known.found().contains("not there")) {
      return findings; // Nothing else can be asked for.
    }
    findings.add(asked("search attributes", this::searchAttributes));
    String start = "Start one: slipway worker. Runs go on by themselves then.";
    findings.add(
        workers(
            "workers for runs",
            TaskQueues.WORKFLOWS,
            TaskQueueType.TASK_QUEUE_TYPE_WORKFLOW,
            start));
    findings.add(workersOfHosts("workers for hosts", TaskQueues.HOSTS, start));
    for (Label site : sites) {
      findings.add(
          workersOfHosts(
              "workers of site " + site,
              TaskQueues.hosts(site),
              "Start one there: slipway worker --site %s. Runs go on by themselves then."
                  .formatted(site)));
    }
    findings.addAll(new OpenWork(client).findings());
    return findings;
  }

  private static Finding asked(String subject, Supplier<Finding> question) {
    try {
      return question.get();
    } catch (StatusRuntimeException e) {
      if (Away.untold(e)) {
        return Finding.ok(subject, "cannot be told: " + Away.reason(e));
      }
      return Finding.bad(
          subject, "tried to ask Temporal, but " + Away.reason(e), "Look at the Temporal server.");
    }
  }

  private Finding server() {
    String version =
        stub().getSystemInfo(GetSystemInfoRequest.getDefaultInstance()).getServerVersion();
    return Finding.ok("server", version.isEmpty() ? "answers" : "Temporal " + version);
  }

  private Finding namespace() {
    try {
      Duration kept =
          Duration.ofSeconds(
              Durations.toSeconds(
                  stub()
                      .describeNamespace(
                          DescribeNamespaceRequest.newBuilder().setNamespace(namespace).build())
                      .getConfig()
                      .getWorkflowExecutionRetentionTtl()));
      String found = "%s keeps ended runs for %d days".formatted(namespace, kept.toDays());
      return kept.isZero() || kept.compareTo(LEAST_RETENTION) >= 0
          ? Finding.ok("namespace", kept.isZero() ? namespace : found)
          : Finding.warning(
              "namespace",
              "%s keeps ended runs for %d h only".formatted(namespace, kept.toHours()),
              "Keep them for longer: temporal operator namespace update --retention 30d -n %s"
                  .formatted(namespace));
    } catch (StatusRuntimeException e) {
      if (e.getStatus().getCode() != Status.Code.NOT_FOUND) {
        throw e;
      }
      return Finding.bad(
          "namespace",
          "%s is not there".formatted(namespace),
          "Make it: temporal operator namespace create --retention 30d -n %s".formatted(namespace));
    }
  }

  private Finding searchAttributes() {
    List<String> missing =
        SearchAttributes.ALL.stream()
            .map(SearchAttributeKey::getName)
            .filter(n -> !usable(n))
            .toList();
    return missing.isEmpty()
        ? Finding.ok("search attributes", "all there")
        : Finding.bad(
            "search attributes",
            "%s cannot be searched for".formatted(String.join(", ", missing)),
            "Start a worker, which registers them; where that is not allowed, its message tells"
                + " how.");
  }

  private boolean usable(String name) {
    try {
      var unused =
          stub()
              .countWorkflowExecutions(
                  CountWorkflowExecutionsRequest.newBuilder()
                      .setNamespace(namespace)
                      .setQuery("%s = 'none'".formatted(name))
                      .build());
      return true;
    } catch (StatusRuntimeException e) {
      if (e.getStatus().getCode() == Status.Code.INVALID_ARGUMENT) {
        return false;
      }
      throw e;
    }
  }

  private Finding workersOfHosts(String subject, String queue, String remedy) {
    return workers(subject, queue, TaskQueueType.TASK_QUEUE_TYPE_ACTIVITY, remedy);
  }

  private Finding workers(String subject, String queue, TaskQueueType type, String remedy) {
    return asked(subject, () -> polling(subject, queue, type, remedy));
  }

  private Finding polling(String subject, String queue, TaskQueueType type, String remedy) {
    Instant now = Instant.now();
    DescribeTaskQueueResponse described = QueuePollers.described(client, queue, type);
    for (PollerInfo poller : described.getPollersList()) {
      Duration ahead = Duration.between(now, QueuePollers.seen(poller));
      if (ahead.compareTo(CLOCKS) > 0) {
        return Finding.warning(
            subject,
            "the clock of this machine is %d s behind Temporal's".formatted(ahead.toSeconds()),
            "Have both keep time; schedules and release names go by Temporal's.");
      }
    }
    String names =
        QueuePollers.lately(described).stream()
            .map(PollerInfo::getIdentity)
            .distinct()
            .sorted()
            .collect(Collectors.joining(", "));
    return names.isEmpty()
        ? Finding.bad(subject, "nobody polls task queue %s".formatted(queue), remedy)
        : Finding.ok(subject, names);
  }

  private WorkflowServiceBlockingStub stub() {
    return client.getWorkflowServiceStubs().blockingStub();
  }
}
