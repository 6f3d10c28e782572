package io.slipway.starter.gateway;

import io.grpc.StatusRuntimeException;
import io.slipway.contract.Action;
import io.slipway.contract.DriftOrder;
import io.slipway.contract.DriftSeen;
import io.slipway.contract.DriftWatchWorkflow;
import io.slipway.contract.Initiator;
import io.slipway.contract.SearchAttributes;
import io.slipway.contract.TaskQueues;
import io.slipway.contract.WorkflowIds;
import io.slipway.domain.ApplicationName;
import io.slipway.domain.StageName;
import io.slipway.domain.Target;
import io.slipway.starter.output.DriftWatched;
import io.slipway.starter.proof.Signing;
import io.temporal.api.enums.v1.ScheduleOverlapPolicy;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.schedules.Schedule;
import io.temporal.client.schedules.ScheduleActionStartWorkflow;
import io.temporal.client.schedules.ScheduleAlreadyRunningException;
import io.temporal.client.schedules.ScheduleClient;
import io.temporal.client.schedules.ScheduleDescription;
import io.temporal.client.schedules.ScheduleException;
import io.temporal.client.schedules.ScheduleHandle;
import io.temporal.client.schedules.ScheduleIntervalSpec;
import io.temporal.client.schedules.ScheduleOptions;
import io.temporal.client.schedules.SchedulePolicy;
import io.temporal.client.schedules.ScheduleSpec;
import io.temporal.client.schedules.ScheduleUpdate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes, finds and ends the schedules that look for drift. */
public final class DriftGateway {
  /** What was missed longer ago than this is not made up for. */
  private static final Duration CATCH_UP = Duration.ofMinutes(10);

  private final WorkflowClient client;
  private final Signing signing;
  private final ScheduleClient schedules;

  /**
   * @param signing whether requests are signed, and how
   */
  public DriftGateway(WorkflowClient client, Signing signing) {
    this.client = client;
    this.signing = signing;
    this.schedules = TemporalSchedules.of(client);
  }

  /** Has the hosts of a target looked at from now on; what was asked for before is replaced. */
  public DriftWatched watch(
      Target target, Initiator initiator, Duration every, @Nullable String command) {
    DriftOrder order = new DriftOrder(target, initiator, command);
    Schedule schedule =
        schedule(
            signing
                .sign(Action.WATCH, target.application(), target.stage(), null, order)
                .map(order::with)
                .orElse(order),
            every);
    String id = WorkflowIds.drift(target.application(), target.stage());
    try {
      ScheduleHandle unused =
          schedules.createSchedule(
              id, schedule, ScheduleOptions.newBuilder().setTriggerImmediately(true).build());
    } catch (ScheduleAlreadyRunningException there) {
      ScheduleHandle handle = schedules.getHandle(id);
      handle.update(before -> new ScheduleUpdate(schedule));
      handle.trigger();
    } catch (StatusRuntimeException | ScheduleException e) {
      throw TemporalSchedules.unable(e);
    }
    return new DriftWatched(
        target.application(), target.stage(), every, target.hosts().size(), command, null, null);
  }

  private static Schedule schedule(DriftOrder order, Duration every) {
    Target target = order.target();
    var attributes = io.temporal.common.SearchAttributes.newBuilder();
    attributes.set(SearchAttributes.APPLICATION, target.application().value());
    attributes.set(SearchAttributes.STAGE, target.stage().value());
    return Schedule.newBuilder()
        .setAction(
            ScheduleActionStartWorkflow.newBuilder()
                .setWorkflowType(DriftWatchWorkflow.class)
                .setArguments(order)
                .setOptions(
                    WorkflowOptions.newBuilder()
                        .setWorkflowId(WorkflowIds.drift(target.application(), target.stage()))
                        .setTaskQueue(TaskQueues.WORKFLOWS)
                        .setTypedSearchAttributes(attributes.build())
                        // The SDK cannot read back a schedule that has only one of the two.
                        .setStaticSummary("look for drift on %s".formatted(target.stage()))
                        .setStaticDetails(
                            "Asked for by %s, for %d hosts."
                                .formatted(order.initiator(), target.hosts().size()))
                        .build())
                .build())
        .setSpec(
            ScheduleSpec.newBuilder()
                .setIntervals(List.of(new ScheduleIntervalSpec(every)))
                .build())
        .setPolicy(
            SchedulePolicy.newBuilder()
                .setOverlap(ScheduleOverlapPolicy.SCHEDULE_OVERLAP_POLICY_SKIP)
                .setCatchupWindow(CATCH_UP)
                .build())
        .build();
  }

  /** Ends it; also when there was none. */
  public DriftWatched unwatch(ApplicationName application, StageName stage) {
    try {
      schedules.getHandle(WorkflowIds.drift(application, stage)).delete();
    } catch (StatusRuntimeException | ScheduleException e) {
      if (!TemporalSchedules.absent(e)) {
        throw TemporalSchedules.unable(e);
      }
    }
    return DriftWatched.none(application, stage);
  }

  /** How a stage is watched, and what was seen; empty when it is not watched. */
  public Optional<DriftWatched> find(ApplicationName application, StageName stage) {
    ScheduleDescription found;
    try {
      found = schedules.getHandle(WorkflowIds.drift(application, stage)).describe();
    } catch (StatusRuntimeException | ScheduleException e) {
      if (TemporalSchedules.absent(e) || TemporalSchedules.unimplemented(e)) {
        return Optional.empty();
      }
      throw e;
    }
    ScheduleActionStartWorkflow action =
        (ScheduleActionStartWorkflow) found.getSchedule().getAction();
    DriftOrder order = action.getArguments().get(0, DriftOrder.class);
    Duration every = found.getSchedule().getSpec().getIntervals().getFirst().getEvery();
    Instant next = found.getInfo().getNextActionTimes().stream().findFirst().orElse(null);
    return Optional.of(
        new DriftWatched(
            application,
            stage,
            every,
            order.target().hosts().size(),
            order.notifyCommand(),
            next,
            EndedActions.last(client, found.getInfo().getRecentActions(), DriftSeen.class)));
  }
}
