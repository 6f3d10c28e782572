package io.slipway.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.slipway.workflow.Workflows;
import io.temporal.common.metadata.POJOActivityInterfaceMetadata;
import io.temporal.common.metadata.POJOWorkflowInterfaceMetadata;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Names under which running workflows and older programs know ours: they may only be added to. */
final class PinnedNamesTest {

  @Test
  void workflows_and_their_messages() {
    List<String> names =
        Stream.of(
                BatchWorkflow.class,
                DeployWorkflow.class,
                DriftWatchWorkflow.class,
                FreezesWorkflow.class,
                LogWorkflow.class,
                RecoveryWorkflow.class,
                RetireWorkflow.class,
                RollbackWorkflow.class,
                ScheduledDeployWorkflow.class,
                StageWorkflow.class,
                SurveyWorkflow.class,
                TrainWorkflow.class)
            .flatMap(
                type ->
                    POJOWorkflowInterfaceMetadata.newInstance(type).getMethodsMetadata().stream()
                        .map(
                            m ->
                                "%s %s"
                                    .formatted(
                                        m.getType().name().toLowerCase(Locale.ROOT), m.getName())))
            .distinct()
            .sorted()
            .toList();

    assertEquals(
        List.of(
            "query events",
            "query freezes",
            "query hosts",
            "query place",
            "query result",
            "query status",
            "query summary",
            "query train",
            "signal abort",
            "signal approve",
            "signal continue",
            "signal done",
            "signal exclude",
            "signal freezesChanged",
            "signal frozen",
            "signal hold",
            "signal hostFailed",
            "signal pause",
            "signal reject",
            "signal resume",
            "signal retry",
            "signal runChose",
            "signal runEnded",
            "signal signed",
            "signal stop",
            "signal takenBack",
            "update abort",
            "update approve",
            "update continue",
            "update deploy",
            "update exclude",
            "update freeze",
            "update lift",
            "update page",
            "update pause",
            "update queue",
            "update reject",
            "update resume",
            "update retry",
            "update rollback",
            "update scheduled",
            "update signed",
            "update train",
            "workflow Batch",
            "workflow Deploy",
            "workflow DriftWatch",
            "workflow Freezes",
            "workflow Log",
            "workflow Recovery",
            "workflow Retire",
            "workflow Rollback",
            "workflow ScheduledDeploy",
            "workflow Stage",
            "workflow Survey",
            "workflow Train"),
        names);
    assertEquals(12, Workflows.TYPES.size());
  }

  @Test
  void activities() {
    List<String> names =
        Stream.of(
                AuditActivities.class,
                BuildActivities.class,
                CanaryActivities.class,
                DeliveryActivities.class,
                GateActivities.class,
                NotifyActivities.class,
                HostActivities.class,
                LogActivities.class,
                ScheduleActivities.class,
                SecretActivities.class,
                SourceActivities.class,
                TrafficActivities.class,
                TrainActivities.class,
                WatchActivities.class,
                WorkerActivities.class)
            .flatMap(
                type ->
                    POJOActivityInterfaceMetadata.newInstance(type).getMethodsMetadata().stream())
            .map(m -> m.getActivityTypeName())
            .sorted()
            .toList();

    assertEquals(
        Arrays.asList(
            "AuditNote",
            "BuildOnWorker",
            "BuildPack",
            "BuildUnpack",
            "CanaryMeasure",
            "DeliveryReceive",
            "GateAdmit",
            "GateDemands",
            "HostActivate",
            "HostBeforeSwitch",
            "HostBuild",
            "HostCheck",
            "HostDiscard",
            "HostFinish",
            "HostFinished",
            "HostInspect",
            "HostMigrate",
            "HostObserve",
            "HostPrepare",
            "HostRetire",
            "HostRevert",
            "HostServes",
            "HostUnmigrate",
            "LogRead",
            "NotifyTell",
            "ScheduleAsk",
            "ScheduleLook",
            "SecretFind",
            "SecretGiveBack",
            "SourceResolve",
            "TrafficCheck",
            "TrafficCrowd",
            "TrafficDrain",
            "TrafficMove",
            "TrafficUndrain",
            "TrainAsk",
            "WatchStage",
            "WatchTell",
            "WorkerOpened",
            "WorkerRun"),
        names);
  }
}
