package io.slipway.starter.gateway;

import io.grpc.StatusRuntimeException;
import io.slipway.contract.Action;
import io.slipway.contract.DeployRequest;
import io.slipway.contract.ScheduleOrder;
import io.slipway.contract.ScheduledDeployWorkflow;
import io.slipway.contract.ScheduledEnd;
import io.slipway.contract.SearchAttributes;
import io.slipway.contract.TaskQueues;
import io.slipway.contract.Timing;
import io.slipway.contract.WorkflowIds;
import io.slipway.domain.ApplicationName;
import io.slipway.domain.StageName;
import io.slipway.domain.Target;
import io.slipway.rollout.CronTimes;
import io.slipway.rollout.Punctuality;
import io.slipway.starter.output.Scheduled;
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
import io.temporal.client.schedules.ScheduleListDescription;
import io.temporal.client.schedules.ScheduleOptions;
import io.temporal.client.schedules.SchedulePolicy;
import io.temporal.client.schedules.ScheduleSpec;
import io.temporal.client.schedules.ScheduleState;
import io.temporal.client.schedules.ScheduleUpdate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Makes, finds, halts and ends the schedules of deploys. */
public final class ScheduleGateway {
  /** Next times that are told. */
  private static final int NEXT = 3;

  /** How far ahead switches of clocks are seen to; making a schedule anew sees further. */
  private static final Duration AHEAD = Duration.ofDays(5 * 366);

  private final WorkflowClient client;
  private final Signing signing;
  private final Duration catchUp;
  private final ScheduleClient schedules;

  /**
   * @param signing whether requests are signed, and how
   */
  public ScheduleGateway(WorkflowClient client, Signing signing) {
    this(client, signing, Punctuality.WINDOW);
  }

  /**
   * @param catchUp what was missed longer ago than this is not made up for
   */
  public ScheduleGateway(WorkflowClient client, Signing signing, Duration catchUp) {
    this.client = client;
    this.signing = signing;
    this.catchUp = catchUp;
    this.schedules = TemporalSchedules.of(client);
  }

  /** Has a deploy done at the times of a schedule; one of the same name is replaced. */
  public Scheduled.Line create(ScheduleOrder order) {
    Target target = order.deploy().target();
    ScheduleOrder sent =
        signing
            .sign(Action.SCHEDULE, target.application(), target.stage(), null, order)
            .map(order::with)
            .orElse(order);
    String id = WorkflowIds.schedule(target.application(), target.stage(), order.name());
    Schedule schedule = schedule(sent, id);
    try {
      ScheduleHandle unused =
          schedules.createSchedule(id, schedule, ScheduleOptions.newBuilder().build());
    } catch (ScheduleAlreadyRunningException there) {
      schedules.getHandle(id).update(before -> new ScheduleUpdate(schedule));
    } catch (StatusRuntimeException | ScheduleException e) {
      throw TemporalSchedules.unable(e);
    }
    return line(order, null, 0, null);
  }

  private Schedule schedule(ScheduleOrder order, String id) {
    Target target = order.deploy().target();
    var attributes = io.temporal.common.SearchAttributes.newBuilder();
    attributes.set(SearchAttributes.APPLICATION, target.application().value());
    attributes.set(SearchAttributes.STAGE, target.stage().value());
    Schedule.Builder schedule =
        Schedule.newBuilder()
            .setAction(
                ScheduleActionStartWorkflow.newBuilder()
                    .setWorkflowType(ScheduledDeployWorkflow.class)
                    .setArguments(order)
                    .setOptions(
                        WorkflowOptions.newBuilder()
                            .setWorkflowId(id)
                            .setTaskQueue(TaskQueues.WORKFLOWS)
                            .setTypedSearchAttributes(attributes.build())
                            // The SDK cannot read back a schedule that has only one of the two.
                            .setStaticSummary(
                                "deploy of %s on %s"
                                    .formatted(order.deploy().ref(), target.stage()))
                            .setStaticDetails(
                                "Asked for by %s, for %d hosts."
                                    .formatted(order.deploy().initiator(), target.hosts().size()))
                            .build())
                    .build())
            .setSpec(spec(order.timing(), Instant.now()))
            .setPolicy(
                SchedulePolicy.newBuilder()
                    .setOverlap(ScheduleOverlapPolicy.SCHEDULE_OVERLAP_POLICY_SKIP)
                    .setCatchupWindow(catchUp)
                    .setPauseOnFailure(true)
                    .build());
    if (order.timing().at() != null) {
      schedule.setState(
          ScheduleState.newBuilder().setLimitedAction(true).setRemainingActions(1).build());
    }
    return schedule.build();
  }

  /**
   * The times as the server is told them. It goes by the clocks of the zone itself, but skips times
   * that clocks skip, and can be an hour late after clocks were put back; so times near to such
   * switches are given one by one as well. What it starts in excess is no time of the schedule, and
   * the workflow sees that.
   */
  static ScheduleSpec spec(Timing timing, Instant now) {
    ScheduleSpec.Builder spec = ScheduleSpec.newBuilder();
    Instant at = timing.at();
    if (at != null) {
      return spec.setIntervals(List.of(exactly(at))).build();
    }
    CronTimes times =
        CronTimes.of(Objects.requireNonNull(timing.cron()), Objects.requireNonNull(timing.zone()));
    return spec.setCronExpressions(List.of(times.plain()))
        .setTimeZoneName(Objects.requireNonNull(timing.zone()).getId())
        .setIntervals(
            times.nearSwitches(now, now.plus(AHEAD)).stream()
                .map(ScheduleGateway::exactly)
                .toList())
        .build();
  }

  /**
   * Intervals count from 1970: one as long as the time since then comes at the time, and next after
   * more than half a century. (An offset would do as well, but the server leaves out the first.)
   */
  private static ScheduleIntervalSpec exactly(Instant time) {
    return new ScheduleIntervalSpec(Duration.ofSeconds(time.getEpochSecond()));
  }

  /** All schedules of a stage, by name. */
  public List<Scheduled.Line> list(ApplicationName application, StageName stage) {
    String prefix = WorkflowIds.schedule(application, stage, "");
    try {
      return schedules
          .listSchedules()
          .map(ScheduleListDescription::getScheduleId)
          .filter(id -> id.startsWith(prefix))
          .sorted()
          .flatMap(id -> find(id).stream())
          .map(Found::line)
          .toList();
    } catch (StatusRuntimeException | ScheduleException e) {
      throw TemporalSchedules.unable(e);
    }
  }

  /** A schedule, as it is kept; empty when there is none of that name. */
  public Optional<Found> find(ApplicationName application, StageName stage, String name) {
    return find(WorkflowIds.schedule(application, stage, name));
  }

  /**
   * A schedule.
   *
   * @param deploy what it asks for
   * @param line what is told of it
   */
  public record Found(DeployRequest deploy, Scheduled.Line line) {}

  private Optional<Found> find(String id) {
    ScheduleDescription found;
    try {
      found = schedules.getHandle(id).describe();
    } catch (StatusRuntimeException | ScheduleException e) {
      if (TemporalSchedules.absent(e)) {
        return Optional.empty();
      }
      throw TemporalSchedules.unable(e);
    }
    ScheduleActionStartWorkflow action =
        (ScheduleActionStartWorkflow) found.getSchedule().getAction();
    ScheduleOrder order = action.getArguments().get(0, ScheduleOrder.class);
    ScheduleState state = found.getSchedule().getState();
    String note = state == null || !state.isPaused() ? null : state.getNote();
    boolean paused = state != null && state.isPaused();
    return Optional.of(
        new Found(
            order.deploy(),
            line(
                order,
                paused ? Objects.requireNonNullElse(note, "no reason was given") : null,
                found.getInfo().getNumActionsMissedCatchupWindow(),
                EndedActions.last(
                    client, found.getInfo().getRecentActions(), ScheduledEnd.class))));
  }

  private static Scheduled.Line line(
      ScheduleOrder order, @Nullable String paused, long missed, @Nullable ScheduledEnd last) {
    DeployRequest deploy = order.deploy();
    return new Scheduled.Line(
        deploy.target().stage(),
        order.name(),
        deploy.ref(),
        deploy.target().hosts().size(),
        order.timing(),
        deploy.initiator(),
        paused == null ? Punctuality.next(order.timing(), Instant.now(), NEXT) : List.of(),
        paused,
        missed,
        last);
  }

  /** Has it do nothing for now; whether there is one. */
  public boolean pause(ApplicationName application, StageName stage, String name, String why) {
    return change(application, stage, name, handle -> handle.pause(why));
  }

  /** Has it go on; whether there is one. */
  public boolean resume(ApplicationName application, StageName stage, String name, String why) {
    return change(application, stage, name, handle -> handle.unpause(why));
  }

  /** Ends it; whether there was one. */
  public boolean delete(ApplicationName application, StageName stage, String name) {
    return change(application, stage, name, ScheduleHandle::delete);
  }

  private boolean change(
      ApplicationName application, StageName stage, String name, Consumer<ScheduleHandle> change) {
    try {
      change.accept(schedules.getHandle(WorkflowIds.schedule(application, stage, name)));
      return true;
    } catch (StatusRuntimeException | ScheduleException e) {
      if (TemporalSchedules.absent(e)) {
        return false;
      }
      throw TemporalSchedules.unable(e);
    }
  }
}
