package io.slipway.starter.command;

import io.slipway.contract.RunKind;
import io.slipway.contract.RunSummary;
import io.slipway.domain.Artifact;
import io.slipway.domain.Revision;
import io.slipway.domain.Target;
import io.slipway.starter.config.NamedStage;
import io.slipway.starter.output.ExitCode;
import io.slipway.starter.output.ProblemException;
import java.util.Optional;

/**
 * How to ask for what hosts of a stage have already. Of an artifact they know the checksum alone,
 * and its stage remembers by which version it was asked for.
 */
final class KnownRef {
  private KnownRef() {}

  /**
   * @throws ProblemException when nobody knows which version of an artifact it is
   */
  static String of(Cluster cluster, Target stage, Revision revision) {
    Artifact artifact = stage.source().artifact();
    if (artifact == null) {
      return revision.value();
    }
    if (artifact.stated()) {
      return stage.source().pinned(revision.abbreviated(), revision);
    }
    Optional<RunSummary> deploy =
        StageWords.used(cluster, NamedStage.of(stage)).history().stream()
            .filter(run -> run.key().kind() == RunKind.DEPLOY && revision.equals(run.revision()))
            .findFirst();
    return deploy
        .map(run -> stage.source().pinned(run.ref(), revision))
        .orElseThrow(
            () ->
                new ProblemException(
                    ExitCode.REFUSED,
                    "%s serves artifact %s, but no deploy is remembered that tells its version. Say which it is: slipway deploy %1$s --revision VERSION."
                        .formatted(stage.stage(), revision)));
  }
}
