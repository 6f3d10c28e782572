package io.slipway.contract;

import io.slipway.domain.ApplicationName;
import io.slipway.domain.StageName;
import java.time.Duration;

/** What trains and those who start them must have alike. */
public final class TrainsStart {
  /** Statements to trains name an application and a stage; trains are of none. */
  public static final ApplicationName APPLICATION = ApplicationName.of("slipway");

  public static final StageName STAGE = StageName.of("trains");

  /** How long the statements of a train's cars are good; it takes no longer. */
  public static final Duration GOOD_FOR = Duration.ofDays(7);

  private TrainsStart() {}
}
