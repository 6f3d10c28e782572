package io.slipway.notify;

import io.slipway.contract.Notice;
import io.slipway.domain.Channel;
import io.slipway.watch.Watch;
import java.time.Duration;

/** Commands on the worker, if it allows them. */
final class ProgramSender implements Sender {
  private static final Duration LIMIT = Duration.ofSeconds(25);

  private final Channel.Program channel;
  private final boolean permitted;

  ProgramSender(Channel.Program channel, boolean permitted) {
    this.channel = channel;
    this.permitted = permitted;
  }

  @Override
  public void send(Notice notice, Attempt attempt) {
    if (!permitted) {
      throw SendFault.refused(
          "this worker runs no commands", "Start it with %s=allow.".formatted(Watch.PERMISSION));
    }
    attempt.begins();
    new NotifyCommand(channel.run(), LIMIT)
        .run(WebhookSender.body(notice).toString())
        .ifPresent(
            why -> {
              throw SendFault.refused(why, "It is not run again: run it on the worker to see why.");
            });
  }

  @Override
  public boolean repeatable() {
    return false;
  }
}
