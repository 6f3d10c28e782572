package io.slipway.starter.command;

import io.slipway.codec.KeyRings;
import io.slipway.contract.Initiator;
import io.slipway.starter.gateway.LocalEngine;
import io.slipway.starter.live.LiveShow;
import io.slipway.starter.output.Show;
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
 * @param show where runs are shown as they stand
 */
public record Surroundings(
    Map<String, String> environment,
    LocalEngine engine,
    Supplier<Initiator> asker,
    Interrupts interrupts,
    Duration patience,
    KeyRings rings,
    Show show) {

  /** With key rings in files alone, and no terminal. */
  public Surroundings(
      Map<String, String> environment,
      LocalEngine engine,
      Supplier<Initiator> asker,
      Interrupts interrupts,
      Duration patience) {
    this(environment, engine, asker, interrupts, patience, KeyRings.ofFiles(), Show.NONE);
  }

  /** Those of a process. */
  public static Surroundings ofProcess(
      LocalEngine engine, Map<String, String> environment, KeyRings rings) {
    return new Surroundings(
        environment,
        engine,
        () -> Asker.of(environment),
        Interrupts.ofProcess(),
        Duration.ofSeconds(150),
        rings,
        new LiveShow(environment));
  }
}
