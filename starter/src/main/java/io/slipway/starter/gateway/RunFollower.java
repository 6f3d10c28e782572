package io.slipway.starter.gateway;

import io.slipway.contract.EventPage;
import io.slipway.contract.EventType;
import io.slipway.contract.RunEvent;
import io.slipway.contract.RunResult;
import io.slipway.starter.output.RunListener;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Follows one run to its end: asks it for new events, and the batches that are under way for
 * theirs. When Temporal is away it says so once and goes on asking, for the run goes on too.
 */
final class RunFollower {
  private static final Duration INTERVAL = Duration.ofMillis(250);

  /** A look at running commands costs the server something, and nobody reads faster. */
  private static final Duration OUTPUT_INTERVAL = Duration.ofSeconds(2);

  /**
   * Batches asked in one turn. A thousand hosts have twenty; with fewer, their changes are not seen
   * within a second ({@code bench/watch}), and with all of more, a worker does little else.
   */
  private static final int BATCHES_A_TURN = 20;

  /** Batches whose commands are looked at in one turn, for which the server reads all they hold. */
  private static final int BATCHES_HEARD = 8;

  /** Nothing new for so long is a reason to look whether anybody is there for what is next. */
  private static final Duration SILENCE = Duration.ofSeconds(20);

  /** Once the run is over, events are worth so many more tries. */
  private static final int LAST_TRIES = 5;

  private final RunSource source;
  private final String run;
  private final RunListener listener;
  private final Map<String, Integer> batches = new LinkedHashMap<>();
  private int seen;
  private long heardAt = System.nanoTime() - OUTPUT_INTERVAL.toNanos();
  private long movedAt = System.nanoTime();
  private long lookedAt = movedAt;
  private boolean away;
  private boolean alone;
  private final Duration silence;

  RunFollower(RunSource source, String run, RunListener listener) {
    this(source, run, listener, SILENCE);
  }

  /**
   * @param silence time without news after which workers are looked for, and looked for again
   */
  RunFollower(RunSource source, String run, RunListener listener, Duration silence) {
    this.source = source;
    this.run = run;
    this.listener = listener;
    this.silence = silence;
  }

  RunResult follow() throws InterruptedException {
    int triesAfterEnd = 0;
    while (true) {
      boolean ended = false;
      try {
        ended = source.ended(INTERVAL);
        readRun();
        readBatches(ended);
        readOutputs();
        back();
        lookForWorkers();
        if (ended) {
          return source.result();
        }
      } catch (RuntimeException e) {
        if (Away.interrupted(e)) {
          throw interruption(e);
        }
        if (!Away.passing(e)) {
          throw e;
        }
        if (ended && ++triesAfterEnd >= LAST_TRIES) {
          return source.result();
        }
        gone(e);
        source.rest(INTERVAL);
      }
    }
  }

  /** As one is thrown, its thread is interrupted no longer; gRPC leaves it so. */
  private static InterruptedException interruption(RuntimeException cause) {
    boolean unused = Thread.interrupted();
    InterruptedException interruption = new InterruptedException("while following a run");
    var unusedSelf = interruption.initCause(cause);
    return interruption;
  }

  private void gone(RuntimeException e) {
    if (!away && !missed()) {
      away = true;
      listener.lost(
          "Temporal does not answer (%s). %s goes on without us; trying to see it again."
              .formatted(Away.reason(e), run));
    }
  }

  private void back() {
    if (away) {
      away = false;
      listener.found("Temporal answers again.");
    }
  }

  private void lookForWorkers() {
    if (isPast(movedAt)) {
      boolean unused = missed();
    } else {
      accompanied();
    }
  }

  private void accompanied() {
    if (alone) {
      alone = false;
      listener.found("A worker is there again.");
    }
  }

  /** Whether workers are known to be missing, which is looked for now and then, and told once. */
  private boolean missed() {
    if (!isPast(lookedAt)) {
      return alone;
    }
    lookedAt = System.nanoTime();
    List<String> missing = missing();
    if (missing.isEmpty()) {
      accompanied();
    } else if (!alone) {
      alone = true;
      listener.lost("%s %s waits for it.".formatted(String.join(" ", missing), run));
    }
    return alone;
  }

  private List<String> missing() {
    try {
      return source.missing(
          Stream.concat(Stream.of(run), batches.keySet().stream().limit(BATCHES_HEARD)).toList());
    } catch (RuntimeException e) {
      if (Away.passing(e)) {
        return List.of();
      }
      throw e;
    }
  }

  private boolean isPast(long instant) {
    return System.nanoTime() - instant >= silence.toNanos();
  }

  private void readRun() {
    EventPage page;
    do {
      page = source.events(run, seen);
      for (RunEvent event : page.events()) {
        take(event);
        seen = event.number();
        movedAt = System.nanoTime();
      }
    } while (page.events().size() >= EventPage.MOST);
  }

  /** A batch's last events are told before its end is. */
  private void take(RunEvent event) {
    String batch = event.batch();
    if (batch != null && event.type() == EventType.BATCH_ENDED) {
      batches.putIfAbsent(batch, 0);
      readBatch(batch);
      batches.remove(batch);
    }
    listener.event(run, event);
    if (batch != null && event.type() == EventType.BATCH_STARTED) {
      batches.put(batch, 0);
    }
  }

  /** Those asked go to the end of the line, so that the others come first in the next turn. */
  private void readBatches(boolean all) {
    List<String> line = new ArrayList<>(batches.keySet());
    for (String batch :
        line.subList(0, all ? line.size() : Math.min(line.size(), BATCHES_A_TURN))) {
      readBatch(batch);
      Integer cursor = batches.remove(batch);
      batches.put(batch, cursor == null ? 0 : cursor);
    }
  }

  /** Of the run itself, and of those batches that were asked last. */
  private void readOutputs() {
    if (!listener.listens() || System.nanoTime() - heardAt < OUTPUT_INTERVAL.toNanos()) {
      return;
    }
    List<String> line = new ArrayList<>(batches.keySet()).reversed();
    Stream.concat(Stream.of(run), line.stream().limit(BATCHES_HEARD))
        .flatMap(workflow -> source.outputs(workflow).stream())
        .forEach(listener::said);
    heardAt = System.nanoTime();
  }

  private void readBatch(String batch) {
    EventPage page;
    do {
      try {
        page = source.events(batch, batches.getOrDefault(batch, 0));
      } catch (io.temporal.client.WorkflowNotFoundException notBegun) {
        return;
      }
      for (RunEvent event : page.events()) {
        listener.event(batch, event);
        batches.put(batch, event.number());
        movedAt = System.nanoTime();
      }
    } while (page.events().size() >= EventPage.MOST);
  }
}
