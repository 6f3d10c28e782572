package io.slipway.starter.command;

import io.slipway.contract.AbortRequest;
import io.slipway.contract.PauseKind;
import io.slipway.contract.PauseNote;
import io.slipway.contract.PauseRequest;
import io.slipway.contract.ResumeRequest;
import io.slipway.contract.RunKey;
import io.slipway.starter.output.Steering;
import org.jspecify.annotations.Nullable;

/** What keys do to a run that the thread which made this is watching. */
final class KeySteering implements Steering, AutoCloseable {
  private final Cluster cluster;
  private final RunKey run;
  private @Nullable Thread watcher = Thread.currentThread();

  KeySteering(Cluster cluster, RunKey run) {
    this.cluster = cluster;
    this.run = run;
  }

  @Override
  public synchronized void leave() {
    Thread thread = watcher;
    if (thread != null) {
      thread.interrupt();
    }
  }

  @Override
  public String abort() {
    return tell(
        "abort",
        new AbortRequest(cluster.asker(), null, false),
        "The run knows that it is to stop.");
  }

  @Override
  public String pause() {
    return tell("pause", new PauseRequest(cluster.asker(), null, false), "The run pauses.");
  }

  @Override
  public String resume() {
    return tell("resume", new ResumeRequest(cluster.asker(), null), "The run goes on.");
  }

  private String tell(String update, Object request, String done) {
    try {
      return cluster
          .stages()
          .tell(run, update, request)
          .map(told -> done)
          .orElse("The run has ended already.");
    } catch (RuntimeException e) {
      return FailureWords.of(e, "slipway " + update).message();
    }
  }

  @Override
  public boolean held() {
    try {
      PauseNote pause = cluster.stages().summary(run).pause();
      return pause != null && pause.kind() == PauseKind.HELD;
    } catch (RuntimeException unknown) {
      return false; // no key is offered then; the screen names the command all the same
    }
  }

  /**
   * Nothing is left any more. For the thread that made this: what it was told late is forgotten.
   */
  @Override
  public synchronized void close() {
    watcher = null;
    boolean unused = Thread.interrupted();
  }
}
