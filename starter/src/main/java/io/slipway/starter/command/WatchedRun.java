package io.slipway.starter.command;

import io.slipway.contract.RunEvent;
import io.slipway.contract.RunResult;
import io.slipway.contract.StepOutput;
import io.slipway.starter.output.ExitCode;
import io.slipway.starter.output.RunListener;
import io.slipway.starter.output.Steering;

/**
 * Passes on what a run tells until the watcher leaves, so that the farewell is the last word; and
 * sees to the local engine when Temporal is away.
 */
final class WatchedRun implements RunListener {
  private final RunListener listener;
  private final Cluster cluster;
  private boolean left;

  WatchedRun(RunListener listener, Cluster cluster) {
    this.listener = listener;
    this.cluster = cluster;
  }

  @Override
  public void steer(Steering steering) {
    listener.steer(steering);
  }

  @Override
  public void release() {
    listener.release();
  }

  /** Says the farewell, unless it is said or the run has ended. */
  synchronized void leave(Runnable farewell) {
    if (!left) {
      left = true;
      listener.release();
      farewell.run();
    }
  }

  @Override
  public synchronized void event(String workflow, RunEvent event) {
    if (!left) {
      listener.event(workflow, event);
    }
  }

  @Override
  public boolean listens() {
    return listener.listens();
  }

  @Override
  public synchronized void said(StepOutput output) {
    if (!left) {
      listener.said(output);
    }
  }

  @Override
  public void lost(String why) {
    synchronized (this) {
      if (!left) {
        listener.lost(why);
      }
    }
    cluster.revive();
  }

  @Override
  public synchronized void found(String what) {
    if (!left) {
      listener.found(what);
    }
  }

  @Override
  public synchronized void ended(RunResult result, ExitCode exit) {
    if (!left) {
      left = true;
      listener.ended(result, exit);
    }
  }
}
