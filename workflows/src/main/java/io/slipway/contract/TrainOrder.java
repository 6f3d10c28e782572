package io.slipway.contract;

import io.slipway.domain.Target;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Asks for the deploys of several stages, one after the other.
 *
 * @param name of the train, which no other has that is under way
 * @param items in the order in which they come
 * @param reverts whether the cars before are put back when one fails
 * @param reason why, in the asker's words; null when not given
 */
public record TrainOrder(
    String name,
    List<TrainItem> items,
    boolean reverts,
    Initiator initiator,
    @Nullable String reason) {
  public TrainOrder {
    items = List.copyOf(items);
  }

  /** All that it is about. */
  public Scope scope() {
    return new Scope(
        targets().map(t -> t.application().value()).distinct().toList(),
        targets().map(t -> t.stage().value()).distinct().toList());
  }

  private Stream<Target> targets() {
    return items.stream()
        .map(TrainItem::car)
        .filter(Objects::nonNull)
        .map(car -> car.deploy().target());
  }
}
