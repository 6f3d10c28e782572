package io.slipway.starter.command;

import io.slipway.codec.KeyRings;
import io.slipway.contract.Initiator;
import io.slipway.starter.gateway.LocalEngine;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What commands need of the world around them.
 *
 * @param environment variables of the process
 * @param engine what is used when no cluster is configured
 * @param asker who runs the command
 * @param interrupts what happens on Ctrl-C
 * @param patience how long a worker may take to answer
 * @param rings where the keys of encrypted payloads are had
 */
public record Surroundings(
    Map<String, String> environment,
    LocalEngine engine,
    Supplier<Initiator> asker,
    Interrupts interrupts,
    Duration patience,
    KeyRings rings) {

  /** With key rings in files alone. */
  public Surroundings(
      Map<String, String> environment,
      LocalEngine engine,
      Supplier<Initiator> asker,
      Interrupts interrupts,
      Duration patience) {
    this(environment, engine, asker, interrupts, patience, KeyRings.ofFiles());
  }

  /** Those of a process. */
  public static Surroundings ofProcess(
      LocalEngine engine, Map<String, String> environment, KeyRings rings) {
    return new Surroundings(
        environment,
        engine,
        () -> Asker.of(environment),
        Interrupts.ofProcess(),
        Duration.ofSeconds(60),
        rings);
  }
}
