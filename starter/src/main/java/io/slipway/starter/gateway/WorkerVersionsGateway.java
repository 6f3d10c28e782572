package io.slipway.starter.gateway;

import com.google.protobuf.Timestamp;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.slipway.contract.WorkerDeployment;
import io.slipway.starter.output.ExitCode;
import io.slipway.starter.output.ProblemException;
import io.slipway.starter.output.Promoted;
import io.slipway.starter.output.WorkerVersions;
import io.slipway.starter.output.WorkerVersions.State;
import io.slipway.starter.output.WorkerVersions.Version;
import io.temporal.api.deployment.v1.WorkerDeploymentInfo.WorkerDeploymentVersionSummary;
import io.temporal.api.workflowservice.v1.CountWorkflowExecutionsRequest;
import io.temporal.api.workflowservice.v1.DescribeWorkerDeploymentRequest;
import io.temporal.api.workflowservice.v1.SetWorkerDeploymentCurrentVersionRequest;
import io.temporal.api.workflowservice.v1.WorkflowServiceGrpc.WorkflowServiceBlockingStub;
import io.temporal.client.WorkflowClient;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Temporal's worker versioning, for the one deployment that all our workers are of. */
public final class WorkerVersionsGateway {
  /** A worker registers its queues one after the other, and each takes a moment to be known. */
  private static final Duration REGISTERS_WITHIN = Duration.ofSeconds(10);

  private static final Duration INTERVAL = Duration.ofMillis(300);

  private static final Comparator<WorkerDeploymentVersionSummary> NEWEST_FIRST =
      Comparator.<WorkerDeploymentVersionSummary>comparingLong(v -> v.getCreateTime().getSeconds())
          .reversed();

  private final WorkflowClient client;
  private final String address;

  public WorkerVersionsGateway(TemporalConnection connection) {
    this.client = connection.client();
    this.address = connection.address();
  }

  public WorkerVersions list() {
    List<WorkerDeploymentVersionSummary> known;
    try {
      known =
          stub()
              .describeWorkerDeployment(
                  DescribeWorkerDeploymentRequest.newBuilder()
                      .setNamespace(namespace())
                      .setDeploymentName(WorkerDeployment.NAME)
                      .build())
              .getWorkerDeploymentInfo()
              .getVersionSummariesList();
    } catch (StatusRuntimeException e) {
      if (e.getStatus().getCode() == Status.Code.NOT_FOUND) {
        return new WorkerVersions(List.of());
      }
      throw refused("tell versions of workers apart", e);
    }
    WorkflowPollers pollers = WorkflowPollers.of(client);
    return new WorkerVersions(
        known.stream().sorted(NEWEST_FIRST).map(v -> version(v, pollers)).toList());
  }

  private Version version(WorkerDeploymentVersionSummary summary, WorkflowPollers pollers) {
    String build = summary.getDeploymentVersion().getBuildId();
    long open = openRuns(build);
    State state = state(summary);
    return new Version(build, state, since(summary, state), open, pollers.of(build));
  }

  private static State state(WorkerDeploymentVersionSummary summary) {
    return switch (summary.getStatus()) {
      case WORKER_DEPLOYMENT_VERSION_STATUS_CURRENT -> State.CURRENT;
      case WORKER_DEPLOYMENT_VERSION_STATUS_RAMPING -> State.RAMPING;
      case WORKER_DEPLOYMENT_VERSION_STATUS_DRAINING -> State.DRAINING;
      case WORKER_DEPLOYMENT_VERSION_STATUS_DRAINED -> State.DRAINED;
      case WORKER_DEPLOYMENT_VERSION_STATUS_INACTIVE,
          WORKER_DEPLOYMENT_VERSION_STATUS_CREATED,
          WORKER_DEPLOYMENT_VERSION_STATUS_UNSPECIFIED,
          UNRECOGNIZED ->
          State.UNUSED;
    };
  }

  private static @Nullable Instant since(WorkerDeploymentVersionSummary summary, State state) {
    Timestamp time =
        switch (state) {
          case CURRENT -> summary.getCurrentSinceTime();
          case RAMPING -> summary.getRampingSinceTime();
          case DRAINING, DRAINED -> summary.getDrainageInfo().getLastChangedTime();
          case UNUSED -> summary.getCreateTime();
        };
    return time.getSeconds() == 0 ? null : Instant.ofEpochSecond(time.getSeconds());
  }

  /** By the attribute that Temporal itself goes by when it calls a version drained. */
  private long openRuns(String build) {
    return stub()
        .countWorkflowExecutions(
            CountWorkflowExecutionsRequest.newBuilder()
                .setNamespace(namespace())
                .setQuery(
                    "BuildIds = 'pinned:%s:%s' AND ExecutionStatus = 'Running'"
                        .formatted(WorkerDeployment.NAME, build))
                .build())
        .getCount();
  }

  /**
   * Has new runs begin on a version, once its workers are known to Temporal.
   *
   * @param build null for workers without a version
   */
  public Promoted promote(@Nullable String build) throws InterruptedException {
    SetWorkerDeploymentCurrentVersionRequest request =
        SetWorkerDeploymentCurrentVersionRequest.newBuilder()
            .setNamespace(namespace())
            .setDeploymentName(WorkerDeployment.NAME)
            .setBuildId(build == null ? "" : build)
            .setIdentity(client.getOptions().getIdentity())
            .build();
    long start = System.nanoTime();
    while (true) {
      try {
        Optional<Version> previous = list().current();
        var unused = stub().setWorkerDeploymentCurrentVersion(request);
        return new Promoted(build, previous.map(Version::build).orElse(null));
      } catch (StatusRuntimeException e) {
        boolean late = System.nanoTime() - start > REGISTERS_WITHIN.toNanos();
        if (late || !notYetKnown(e)) {
          throw refused("have new runs begin on version %s of workers".formatted(build), e);
        }
      }
      Thread.sleep(INTERVAL);
    }
  }

  private static boolean notYetKnown(StatusRuntimeException e) {
    return Set.of(Status.Code.NOT_FOUND, Status.Code.FAILED_PRECONDITION)
        .contains(e.getStatus().getCode());
  }

  private ProblemException refused(String tried, StatusRuntimeException e) {
    return switch (e.getStatus().getCode()) {
      case UNIMPLEMENTED ->
          problem(tried, "its server does not know worker versions: 1.29 or newer does", e);
      case NOT_FOUND, FAILED_PRECONDITION ->
          problem(
              tried,
              "%s. Start workers of that version first: slipway worker --versioned"
                  .formatted(Away.reason(e)),
              e);
      case UNAVAILABLE, DEADLINE_EXCEEDED -> throw e;
      default -> problem(tried, Away.reason(e), e);
    };
  }

  private ProblemException problem(String tried, String why, StatusRuntimeException e) {
    return new ProblemException(
        ExitCode.REFUSED, "Tried to %s at Temporal %s, but %s.".formatted(tried, address, why), e);
  }

  private WorkflowServiceBlockingStub stub() {
    return client.getWorkflowServiceStubs().blockingStub();
  }

  private String namespace() {
    return client.getOptions().getNamespace();
  }
}
