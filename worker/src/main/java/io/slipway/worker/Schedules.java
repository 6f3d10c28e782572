package io.slipway.worker;

import com.google.protobuf.ByteString;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.schedule.v1.ScheduleListEntry;
import io.temporal.api.workflowservice.v1.ListSchedulesRequest;
import io.temporal.api.workflowservice.v1.ListSchedulesResponse;

/** Knows whether work will be asked for without a command. */
final class Schedules {
  private static final int PAGE = 100;

  private Schedules() {}

  static boolean any(TemporalLink link) {
    ByteString next = ByteString.EMPTY;
    do {
      ListSchedulesResponse page;
      try {
        page =
            link.workflowService()
                .blockingStub()
                .listSchedules(
                    ListSchedulesRequest.newBuilder()
                        .setNamespace(link.namespace())
                        .setMaximumPageSize(PAGE)
                        .setNextPageToken(next)
                        .build());
      } catch (StatusRuntimeException e) {
        if (e.getStatus().getCode() == Status.Code.UNIMPLEMENTED) {
          // The in-process server has none.
          return false;
        }
        throw e;
      }
      if (page.getSchedulesList().stream().anyMatch(Schedules::active)) {
        return true;
      }
      next = page.getNextPageToken();
    } while (!next.isEmpty());
    return false;
  }

  /** One that is over is kept by the server for a while, and asks for nothing. */
  private static boolean active(ScheduleListEntry schedule) {
    return !schedule.getInfo().getPaused() && schedule.getInfo().getFutureActionTimesCount() > 0;
  }
}
