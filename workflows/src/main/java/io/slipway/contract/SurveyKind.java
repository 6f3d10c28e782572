package io.slipway.contract;

/** What a survey looks for. */
public enum SurveyKind {
  /** Whether a host can be deployed to, and whether the stage's secrets can be had. */
  CHECK(SurveyOrder.MOST_HOSTS),

  /** What a host serves and which releases it has. */
  INSPECT(SurveyOrder.MOST_HOSTS),

  /** In what a host may differ from what it should be; this tells much of each host. */
  DRIFT(SurveyOrder.MOST_HOSTS / 2),

  /** What {@link #INSPECT} looks for, and whether the secrets of a rollback can be had. */
  ROLLBACK(SurveyOrder.MOST_HOSTS);

  private final int mostHosts;

  SurveyKind(int mostHosts) {
    this.mostHosts = mostHosts;
  }

  /** So many hosts in one survey at most, for what it tells must fit into one answer. */
  public int mostHosts() {
    return mostHosts;
  }

  /** Whether it looks at the stage's secrets as well as at its hosts. */
  public boolean asksForSecrets() {
    return switch (this) {
      case CHECK, ROLLBACK -> true;
      case INSPECT, DRIFT -> false;
    };
  }
}
