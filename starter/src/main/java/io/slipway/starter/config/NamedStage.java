package io.slipway.starter.config;

import io.slipway.domain.ApplicationName;
import io.slipway.domain.StageName;
import io.slipway.domain.Target;

/** A stage of the file by its name, for what does not need its hosts. */
public record NamedStage(ApplicationName application, StageName stage) {

  /** The stage of a target. */
  public static NamedStage of(Target target) {
    return new NamedStage(target.application(), target.stage());
  }
}
