package io.slipway.starter.command;

import io.slipway.contract.Left;
import io.slipway.contract.Place;
import io.slipway.contract.RunTicket;
import io.slipway.starter.config.NamedStage;
import io.slipway.starter.gateway.Away;
import io.slipway.starter.output.ExitCode;
import io.slipway.starter.output.Message;
import io.slipway.starter.output.Output;
import io.slipway.starter.output.ProblemException;
import io.slipway.starter.output.Standing;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Watches a request that waits for its stage, until its turn comes, it leaves the line otherwise,
 * or somebody presses Ctrl-C. Whoever stops watching leaves it where it is.
 */
final class LineWatch {
  private static final Duration INTERVAL = Duration.ofSeconds(1);

  private final Cluster cluster;
  private final Output output;
  private final NamedStage target;
  private final boolean quiet;
  private boolean said;
  private boolean away;

  /**
   * @param quiet whether only the end is told
   */
  LineWatch(Cluster cluster, Output output, NamedStage target, boolean quiet) {
    this.cluster = cluster;
    this.output = output;
    this.target = target;
    this.quiet = quiet;
  }

  /**
   * What has come of it.
   *
   * @param run the run that it has become; null when there is none
   * @param exit how to end then
   */
  record End(@Nullable RunTicket run, ExitCode exit) {}

  /**
   * @param first where it stands, as the asker knows already
   */
  End watch(Place first) throws InterruptedException {
    Runnable leave =
        () -> lastWord(Standing.unwatched(target.application(), target.stage(), first));
    Interrupts.Registration registration = cluster.interrupts().onInterrupt(leave);
    try {
      return follow(first);
    } catch (InterruptedException e) {
      leave.run();
      return new End(null, ExitCode.DETACHED);
    } finally {
      registration.close();
    }
  }

  private End follow(Place first) throws InterruptedException {
    Place told = first;
    while (true) {
      Place now = told.left() == null ? ask(first).orElse(told) : told;
      Left left = now.left();
      if (left != null) {
        return end(now, left);
      }
      if (now.position() != told.position() && !quiet) {
        say(now);
      }
      told = now;
      Thread.sleep(INTERVAL);
    }
  }

  private End end(Place place, Left left) {
    RunTicket run = left.run();
    if (run == null) {
      lastWord(standing(place));
      return new End(null, ExitCode.REFUSED);
    }
    if (!quiet) {
      say(place);
    }
    return new End(run, ExitCode.DONE);
  }

  /** Where it stands now; empty while nobody can tell. */
  private Optional<Place> ask(Place first) throws InterruptedException {
    Optional<Place> now;
    try {
      now = cluster.stages().placeNow(target.application(), target.stage(), first.ticket());
    } catch (RuntimeException e) {
      if (Thread.interrupted()) {
        throw new InterruptedException("while watching a line");
      }
      if (!Away.passing(e)) {
        throw e;
      }
      gone(e);
      return Optional.empty();
    }
    if (away) {
      away = false;
      note("Temporal answers again.");
    }
    return Optional.of(
        now.filter(p -> p.since().equals(first.since())).orElseThrow(() -> lost(first)));
  }

  private void gone(RuntimeException why) {
    if (!away) {
      away = true;
      note(
          "Temporal does not answer (%s). The request keeps its place; trying to see it again."
              .formatted(Away.reason(why)));
    }
    cluster.revive();
  }

  private ProblemException lost(Place first) {
    return new ProblemException(
        ExitCode.REFUSED,
        "Request %d is no longer known to %s of %s: the line ends with the stage's workflow. slipway history %s tells what ran. If it did not, ask again."
            .formatted(first.ticket(), target.stage(), target.application(), target.stage()));
  }

  private synchronized void say(Place place) {
    if (!said) {
      output.say(standing(place));
    }
  }

  private synchronized void note(String sentence) {
    if (!said) {
      output.note(sentence);
    }
  }

  private synchronized void lastWord(Message message) {
    if (!said) {
      said = true;
      output.say(message);
    }
  }

  private Standing standing(Place place) {
    return Standing.of(target.application(), target.stage(), place);
  }
}
