package io.slipway.contract;

import org.jspecify.annotations.Nullable;

/**
 * The deploy of one stage that belongs to a train; with it, its asker lets the train undo it.
 *
 * @param train its name
 * @param deploy what is asked for, a commit as its ref
 * @param proof the same order, signed, which then goes before; null for one that is not signed
 */
public record TrainDeploy(String train, DeployRequest deploy, @Nullable SignedRequest proof) {

  /** The same, with the statement that it is made in. */
  public TrainDeploy with(SignedRequest signed) {
    return new TrainDeploy(train, deploy, signed);
  }

  /** The same deploy, asked for by this one, without what has proven it. */
  public TrainDeploy by(Initiator other) {
    return new TrainDeploy(train, deploy.by(other), null);
  }
}
