package io.slipway.starter.command;

import io.slipway.contract.SurveyKind;
import io.slipway.contract.SurveyResult;
import io.slipway.domain.Target;
import io.slipway.starter.output.ExitCode;
import io.slipway.starter.output.ProblemException;
import picocli.CommandLine.Option;

/** Whether a branch is what it is now, or what it is when a deploy begins. */
final class PinOption {
  @Option(
      names = "--pin",
      description =
          "Deploy the commit that the revision names now, and not the one that it names then.")
  boolean pin;

  /** What to deploy: the ref, or the commit that it names now. */
  String ref(Cluster cluster, Target target, String ref) throws InterruptedException {
    if (!pin) {
      return ref;
    }
    SurveyResult found =
        cluster.survey(SurveyKind.CHECK, target.withHosts(target.hosts().subList(0, 1)), ref);
    if (found.revision() == null) {
      throw new ProblemException(
          ExitCode.FAILED,
          found.source() == null
              ? "It could not be found out what %s is.".formatted(ref)
              : found.source().message());
    }
    return target.source().pinned(ref, found.revision().revision());
  }
}
