package io.slipway.rollout;

import io.slipway.contract.TrainDeploy;
import io.slipway.contract.TrainGate;
import io.slipway.contract.TrainItem;
import io.slipway.contract.TrainPlace;
import io.slipway.contract.TrainPlaceState;
import io.slipway.domain.Excerpt;
import io.slipway.domain.Target;
import java.util.Objects;

/** What is told of cars and gates of a train whose turn has not come. */
public final class TrainPlaces {
  private static final int LONGEST_REF = 1_000;

  private TrainPlaces() {}

  public static TrainPlace pending(TrainItem item) {
    TrainDeploy car = item.car();
    if (car == null) {
      String what = words(Objects.requireNonNull(item.gate(), "neither a car nor a gate"));
      return new TrainPlace(null, null, what, TrainPlaceState.PENDING, null, null);
    }
    Target target = car.deploy().target();
    return new TrainPlace(
        target.application(),
        target.stage(),
        Excerpt.head(LONGEST_REF, car.deploy().ref()),
        TrainPlaceState.PENDING,
        null,
        null);
  }

  private static String words(TrainGate gate) {
    return gate.time() == null
        ? "approval by %d".formatted(gate.quorum())
        : "a wait of %s".formatted(Durations.words(gate.time()));
  }
}
