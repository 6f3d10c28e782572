package io.slipway.release;

import io.slipway.contract.HostFailure;
import io.slipway.contract.HostOrder;
import io.slipway.contract.StepReport;
import io.slipway.domain.Step;
import io.slipway.health.Probe;
import io.slipway.shell.HostFaultException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/**
 * A command on a host, whose good end is judged by what it has printed.
 *
 * @param judge what is wrong with the output; empty when all is well
 */
record CommandProbe(
    Hosts hosts,
    HostOrder order,
    Attempt attempt,
    String command,
    Function<String, Optional<String>> judge)
    implements Probe {
  private static final String STEP = "verify";

  @Override
  public Optional<String> look(Duration limit) {
    try {
      Transcript told =
          hosts.on(
              order,
              attempt,
              host ->
                  host.run(
                      HostScript.PROBE,
                      STEP,
                      host.command(
                          STEP, command, new Step(command, null, null, false, limit), false)));
      return judge.apply(told.steps.stream().map(StepReport::output).reduce("", (a, b) -> b));
    } catch (HostFaultException e) {
      return switch (e.failure().type()) {
        case STEP_FAILED, STEP_SIGNALLED, STEP_TIMED_OUT -> Optional.of(came(e.failure()));
        default -> throw e;
      };
    }
  }

  private static String came(HostFailure failure) {
    String last = Output.lastLine(failure.output());
    return last.isEmpty() ? failure.reason() : failure.reason() + ": " + last;
  }
}
