package io.slipway.ssh;

import io.slipway.contract.FailureType;
import io.slipway.shell.Outcome;
import java.time.Duration;
import java.util.function.IntFunction;

/** Why a file did not come from one side to the other. */
final class Transfer {
  private Transfer() {}

  /**
   * What the outcome of the command on the host means.
   *
   * @param exited what its exit status means
   */
  static SshFault fault(String purpose, Outcome outcome, IntFunction<SshFault> exited) {
    return switch (outcome) {
      case Outcome.Exited(int status) -> exited.apply(status);
      case Outcome.Signalled(String signal) ->
          new SshFault(
              FailureType.HOST_COMMAND_FAILED,
              purpose,
              "SIG%s ended it on the host".formatted(signal),
              "Find out who sent it, then try again.");
      case Outcome.Unknown(String why) ->
          new SshFault(
              FailureType.CONNECTION_LOST,
              purpose,
              why,
              "Look at the host and the network if it happens again.");
      case Outcome.TimedOut(Duration limit, boolean killed) ->
          new SshFault(
              FailureType.CONNECTION_LOST,
              purpose,
              "it took longer than %d min".formatted(limit.toMinutes()),
              "Look at the host's disk and the network.");
    };
  }
}
