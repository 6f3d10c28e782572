package io.slipway.starter.config;

import io.slipway.contract.TrainGate;
import io.slipway.domain.Queueing;
import io.slipway.domain.Target;
import io.slipway.domain.WhenBusy;
import io.slipway.starter.output.FaultLine;
import io.slipway.starter.output.ProblemException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A train's file that was read with the slipway.yml of each car, and is valid.
 *
 * @param reverts whether cars are put back when a later one fails
 */
public record TrainFile(String name, boolean reverts, List<Item> items) {
  /** Cars and gates of a train. */
  private static final int MOST = 50;

  public TrainFile {
    items = List.copyOf(items);
  }

  /** Whether a train can be called so. */
  public static boolean isName(String name) {
    return Pattern.compile(Form.NAME.pattern()).matcher(name).matches();
  }

  /** A car or a gate. */
  public sealed interface Item {
    /**
     * @param queueing how its deploy waits for its turn
     */
    record Car(Target target, String revision, Queueing queueing) implements Item {}

    record Gate(TrainGate gate) implements Item {}
  }

  /**
   * Reads a train's file, and those of its cars.
   *
   * @throws FileFaultsException with all faults of all these files together
   */
  public static TrainFile read(Path file) {
    Faults faults = new Faults(file.toString());
    TrainSpec spec =
        new Binder(faults, TrainSpec.class)
            .whole(YamlTree.of(SourceText.of(file, faults), faults), TrainSpec.class);
    Reader reader = new Reader(file, faults);
    List<Item> items = spec == null || spec.cars() == null ? List.of() : reader.items(spec.cars());
    reader.throwIfAny();
    return new TrainFile(
        Objects.requireNonNull(Objects.requireNonNull(spec).train()),
        spec.onFailure() != TrainSpec.OnTrouble.STOP,
        items);
  }

  private static final class Reader {
    private static final KeyPath CARS = KeyPath.of("cars");

    private final Path folder;
    private final Faults faults;
    private final List<FaultLine> elsewhere = new ArrayList<>();
    private final Map<String, Integer> places = new TreeMap<>();

    Reader(Path file, Faults faults) {
      this.folder = Objects.requireNonNullElse(file.toAbsolutePath().getParent(), Path.of("/"));
      this.faults = faults;
    }

    void throwIfAny() {
      try {
        faults.throwIfAny();
      } catch (FileFaultsException e) {
        elsewhere.addAll(0, e.faults());
      }
      if (!elsewhere.isEmpty()) {
        throw new FileFaultsException(List.copyOf(elsewhere));
      }
    }

    List<Item> items(List<@Nullable TrainItemSpec> specs) {
      if (specs.size() > MOST) {
        faults.add(
            CARS,
            "holds %d cars and gates, and %d is the most".formatted(specs.size(), MOST),
            "Make several trains.");
      }
      List<Item> items = new ArrayList<>();
      for (int i = 0; i < specs.size(); i++) {
        TrainItemSpec spec = specs.get(i);
        Item item = spec == null ? null : item(spec, CARS.item(i), i);
        if (item != null) {
          items.add(item);
        }
      }
      if (places.isEmpty() && faults.none()) {
        faults.add(
            CARS, "names no car", "Add {application: .., config: .., stage: .., revision: ..}.");
      }
      return items;
    }

    private @Nullable Item item(TrainItemSpec spec, KeyPath at, int number) {
      if (spec.gate() != null) {
        return gate(spec, spec.gate(), at);
      }
      foreign(at, "a car", "quorum", spec.quorum());
      foreign(at, "a car", "for", spec.time());
      missing(at, "config", spec.config());
      missing(at, "stage", spec.stage());
      missing(at, "revision", spec.revision());
      return spec.application() == null
              || spec.config() == null
              || spec.stage() == null
              || spec.revision() == null
          ? null
          : car(spec.application(), spec.config(), spec.stage(), spec.revision(), at, number);
    }

    private @Nullable Item gate(TrainItemSpec spec, TrainItemSpec.TrainGateKind kind, KeyPath at) {
      foreign(at, "a gate", "config", spec.config());
      foreign(at, "a gate", "stage", spec.stage());
      foreign(at, "a gate", "revision", spec.revision());
      return switch (kind) {
        case APPROVE -> {
          foreign(at, "a gate that waits for people", "for", spec.time());
          yield new Item.Gate(new TrainGate(spec.quorum() == null ? 1 : spec.quorum(), null));
        }
        case WAIT -> {
          foreign(at, "a gate that waits for a time", "quorum", spec.quorum());
          missing(at, "for", spec.time());
          yield spec.time() == null ? null : new Item.Gate(new TrainGate(0, spec.time()));
        }
      };
    }

    private void missing(KeyPath at, String key, @Nullable Object value) {
      if (value == null && !faults.has(at.key(key))) {
        faults.add(at.key(key), "is missing", "Add it.");
      }
    }

    private void foreign(KeyPath at, String what, String key, @Nullable Object value) {
      if (value != null) {
        faults.add(at.key(key), "does not belong to %s".formatted(what), "Remove it.");
      }
    }

    private @Nullable Item car(
        String application, String config, String stage, String revision, KeyPath at, int number) {
      Integer before = places.putIfAbsent("%s of %s".formatted(stage, application), number);
      if (before != null) {
        faults.add(
            at.key("stage"),
            "%s of %s is in this train already".formatted(stage, application),
            "Deploy a stage once, or make two trains.");
      }
      SlipwayFile file;
      try {
        file = SlipwayFile.read(folder.resolve(config).normalize());
      } catch (FileFaultsException e) {
        e.faults().stream().filter(f -> !elsewhere.contains(f)).forEach(elsewhere::add);
        return null;
      }
      if (!file.application().value().equals(application)) {
        faults.add(
            at.key("application"),
            "%s describes %s, and not %s".formatted(config, file.application(), application),
            "Name the application of that file, or another file.");
        return null;
      }
      try {
        Target target = file.target(stage, List.of(), List.of());
        Queueing own = file.queueing(target.stage());
        return new Item.Car(target, revision, new Queueing(WhenBusy.QUEUE, own.queueFor()));
      } catch (FileFaultsException e) {
        elsewhere.addAll(e.faults());
        return null;
      } catch (ProblemException e) {
        faults.add(at.key("stage"), "cannot be used: " + e.getMessage(), "Name one of that file.");
        return null;
      }
    }
  }
}
