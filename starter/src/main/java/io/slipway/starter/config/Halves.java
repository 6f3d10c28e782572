package io.slipway.starter.config;

import io.slipway.domain.BlueGreen;
import io.slipway.domain.Color;
import io.slipway.domain.Host;
import io.slipway.domain.Label;
import io.slipway.domain.Role;
import io.slipway.domain.Slot;
import io.slipway.starter.config.HostList.Listed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The two halves of a stage, by its file. */
record Halves(ColorSpec blue, ColorSpec green, @Nullable String on) {

  /** Empty where there are none, or where they are not said as they must be. */
  static Optional<Halves> of(StageDraft stage) {
    RolloutSpec rollout = stage.spec().rollout();
    BlueGreenSpec spec = rollout == null ? null : rollout.blueGreen();
    ColorSpec blue = spec == null ? null : spec.blue();
    ColorSpec green = spec == null ? null : spec.green();
    TrafficSpec traffic = stage.spec().traffic();
    return blue != null && green != null && (tagged(blue, green) || ported(blue, green))
        ? Optional.of(new Halves(blue, green, traffic == null ? null : traffic.on()))
        : Optional.empty();
  }

  private static boolean tagged(ColorSpec blue, ColorSpec green) {
    return blue.tag() != null && green.tag() != null;
  }

  private static boolean ported(ColorSpec blue, ColorSpec green) {
    return blue.port() != null && green.port() != null;
  }

  /** Whether each host holds both halves. */
  boolean onPorts() {
    return blue.port() != null;
  }

  /** By the tags that hosts have once they are {@link #placed}. */
  BlueGreen rules(int fleet) {
    return new BlueGreen(label(Color.BLUE), label(Color.GREEN), fleet, Duration.ZERO, List.of());
  }

  Label label(Color color) {
    return onPorts() ? Label.of(color.word()) : Label.of(Objects.requireNonNull(spec(color).tag()));
  }

  private ColorSpec spec(Color color) {
    return color == Color.BLUE ? blue : green;
  }

  /** Whether visitors are sent to a host. */
  boolean visited(Host host) {
    return on == null || host.plays(Role.of(on));
  }

  /** The hosts in their halves; one that holds both is two from here on. */
  List<Listed> placed(List<Listed> hosts) {
    List<Listed> placed = new ArrayList<>();
    BlueGreen rules = rules(hosts.size());
    for (Listed listed : hosts) {
      Host host = listed.host();
      if (onPorts() && visited(host)) {
        for (Color color : Color.values()) {
          Slot slot = new Slot(color, Objects.requireNonNull(spec(color).port()));
          placed.add(new Listed(host.split(slot), listed.path()));
        }
      } else {
        Optional<Color> color = onPorts() ? Optional.empty() : rules.colorOf(host);
        placed.add(
            color.map(c -> new Listed(host.in(new Slot(c, null)), listed.path())).orElse(listed));
      }
    }
    return placed;
  }
}
