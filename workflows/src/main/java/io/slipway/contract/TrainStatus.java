package io.slipway.contract;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A train, as it stands.
 *
 * @param reason why, in the asker's words; null when not given
 * @param endedAt null while it goes on
 * @param places in the order in which they come
 * @param message what there is to say of it, in whole sentences
 */
public record TrainStatus(
    String name,
    TrainState state,
    Initiator initiator,
    @Nullable String reason,
    Instant startedAt,
    @Nullable Instant endedAt,
    List<TrainPlace> places,
    String message) {
  public TrainStatus {
    places = List.copyOf(places);
  }
}
