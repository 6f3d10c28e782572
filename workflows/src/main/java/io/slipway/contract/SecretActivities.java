package io.slipway.contract;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** What a run asks of stores of secrets. No value of a secret ever leaves these. */
@ActivityInterface(namePrefix = "Secret")
public interface SecretActivities {

  /**
   * Reads every secret of the run once. Fails with {@link FailureType#SECRET_UNUSABLE}, which names
   * all that cannot be had, or {@link FailureType#SECRETS_UNREACHABLE}.
   */
  @ActivityMethod
  SecretsFound find(SecretsOrder order);

  /** Forgets what the run's secrets are, and gives back what was lent to it. */
  @ActivityMethod
  void giveBack(SecretsOrder order);
}
