package io.slipway.domain;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A stage in two halves: one has the visitors, the other gets the next release, and then the
 * visitors are moved to it in one step.
 *
 * @param blue the tag of one half's hosts
 * @param green the tag of the other's
 * @param fleet hosts of the stage, also those that a request leaves out, 2 or more
 * @param bake how long the release is watched at least after visitors were moved to it
 * @param checks what is measured meanwhile, as of a canary; empty when only time is to pass
 * @param keep how long the half that visitors were moved away from is kept for an instant way back,
 *     one second or more; null until the next deploy
 * @param retire what then runs on its hosts; null for nothing
 */
public record BlueGreen(
    Label blue,
    Label green,
    int fleet,
    Duration bake,
    List<CanaryCheck> checks,
    @Nullable Duration keep,
    @Nullable Step retire) {
  public BlueGreen {
    bake = bake == null ? Duration.ZERO : bake;
    checks = checks == null ? List.of() : List.copyOf(checks);
  }

  /** One whose halves are kept until the next deploy. */
  public BlueGreen(Label blue, Label green, int fleet, Duration bake, List<CanaryCheck> checks) {
    this(blue, green, fleet, bake, checks, null, null);
  }

  /** The same, whose old half is kept so long, and then retired so. */
  public BlueGreen keeping(Duration time, @Nullable Step command) {
    return new BlueGreen(blue, green, fleet, bake, checks, time, command);
  }

  public Label tag(Color color) {
    return switch (color) {
      case BLUE -> blue;
      case GREEN -> green;
    };
  }

  /** Empty for a host of neither half, or of both. */
  public Optional<Color> colorOf(Host host) {
    boolean isBlue = host.tags().contains(blue);
    boolean isGreen = host.tags().contains(green);
    return isBlue == isGreen ? Optional.empty() : Optional.of(isBlue ? Color.BLUE : Color.GREEN);
  }

  /** The hosts of one half, in the order given. */
  public List<Host> of(Color color, List<Host> hosts) {
    return hosts.stream().filter(h -> colorOf(h).equals(Optional.of(color))).toList();
  }

  /** What is watched after the move, as a canary is; null for nothing. */
  public @Nullable Canary watch() {
    return bake.isZero() && checks.isEmpty()
        ? null
        : new Canary(new BatchSize(100, true), null, bake, checks);
  }
}
