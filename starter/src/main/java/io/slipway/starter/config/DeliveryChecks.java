package io.slipway.starter.config;

import io.slipway.domain.Delivery;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Keys that count for one kind of delivery, where a stage has another. */
final class DeliveryChecks {
  private final FileSpec file;
  private final List<StageDraft> stages;
  private final Faults faults;

  private DeliveryChecks(FileSpec file, List<StageDraft> stages, Faults faults) {
    this.file = file;
    this.stages = stages;
    this.faults = faults;
  }

  static void run(FileSpec file, List<StageDraft> stages, Faults faults) {
    DeliveryChecks checks = new DeliveryChecks(file, stages, faults);
    checks.all();
  }

  private void all() {
    if (file.artifact() == null) {
      number("git_parallel", Delivery.CLONE, file.gitParallel(), StageSpec::gitParallel);
    }
    number("relay_degree", Delivery.RELAY, file.relayDegree(), StageSpec::relayDegree);
    number("relay_ports", Delivery.RELAY, file.relayPorts(), StageSpec::relayPorts);
    ports(file.relayPorts(), KeyPath.of("relay_ports"));
    stages.forEach(s -> ports(s.spec().relayPorts(), s.path().key("relay_ports")));
  }

  private <T> void number(
      String key, Delivery delivery, @Nullable T general, Function<StageSpec, @Nullable T> own) {
    if (general != null) {
      general(key, delivery);
    }
    stages.stream()
        .filter(stage -> own.apply(stage.spec()) != null)
        .forEach(stage -> own(stage, key, delivery));
  }

  private void ports(@Nullable String text, KeyPath path) {
    if (text != null && !PortRange.parse(text).sound()) {
      faults.add(
          path,
          "%s is no range of ports from 1024 to 65535".formatted(text),
          "Write the lower one first, such as 42000-42099.");
    }
  }

  /** At the top of the file it counts for whichever stage delivers so. */
  private void general(String key, Delivery delivery) {
    if (!stages.isEmpty() && stages.stream().noneMatch(stage -> delivers(stage, delivery))) {
      fault(KeyPath.of(key), delivery);
    }
  }

  private void own(StageDraft stage, String key, Delivery delivery) {
    if (!delivers(stage, delivery)) {
      fault(stage.path().key(key), delivery);
    }
  }

  /** What is faulty itself may have been meant to be that. */
  private boolean delivers(StageDraft stage, Delivery delivery) {
    boolean unknown =
        stage.spec().delivery() == null
            && (faults.has(stage.path().key("delivery"))
                || (file.delivery() == null && faults.has(KeyPath.of("delivery"))));
    return unknown || stage.delivery() == delivery;
  }

  private void fault(KeyPath path, Delivery delivery) {
    String word = delivery.name().toLowerCase(Locale.ROOT);
    faults.add(
        path,
        "counts for delivery: %s only".formatted(word),
        "Take it out, or write delivery: %s.".formatted(word));
  }
}
