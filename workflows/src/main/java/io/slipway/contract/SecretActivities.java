package io.slipway.contract;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** What a run asks of stores of secrets. No value of a secret ever leaves these. */
@ActivityInterface(namePrefix = "Secret")
public interface SecretActivities {

  /**
   * Reads every secret of the run once, and has keys signed that it logs in with. Names all that
   * cannot be had: fails with {@link FailureType#SECRET_UNUSABLE} when something is missing or
   * denied, or else with {@link FailureType#SECRETS_UNREACHABLE}.
   */
  @ActivityMethod
  SecretsFound find(SecretsOrder order);

  /** Forgets what the run's secrets are, and gives back what was lent to it. */
  @ActivityMethod
  void giveBack(SecretsOrder order);
}
