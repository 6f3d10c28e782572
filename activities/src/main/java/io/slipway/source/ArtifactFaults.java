package io.slipway.source;

import io.slipway.contract.FailureType;

/** What is said when an artifact cannot be had. Nothing that was read is quoted. */
final class ArtifactFaults {
  private ArtifactFaults() {}

  static SourceException missing(String place, String reason) {
    return new SourceException(
        FailureType.REVISION_NOT_FOUND,
        "read %s".formatted(place),
        "there is no such artifact: %s".formatted(reason),
        "Give the version of one that was built and put there; look at artifact: in slipway.yml,"
            + " too.",
        "");
  }

  /** For the moment: trying again may help. */
  static SourceException away(String place, String reason) {
    return new SourceException(
        FailureType.SOURCE_UNREACHABLE,
        "read %s".formatted(place),
        reason,
        "Look whether the worker gets there.",
        "");
  }

  static SourceException unusable(String place, String reason, String remedy) {
    return new SourceException(
        FailureType.ARTIFACT_UNUSABLE, "read %s".formatted(place), reason, remedy, "");
  }

  static SourceException hostile(String place, String reason) {
    return new SourceException(
        FailureType.ARTIFACT_UNUSABLE,
        "unpack %s".formatted(place),
        reason,
        "Nothing of it was sent to any host. Build a .tar, .tar.gz or .tgz without that.",
        "");
  }

  static SourceException changed(String place, String was, String now) {
    return new SourceException(
        FailureType.ARTIFACT_UNUSABLE,
        "read %s once more".formatted(place),
        "it was changed meanwhile: what was chosen has SHA-256 %s, and now it is %s"
            .formatted(was, now),
        "Deploy again for what is there now, and give each build a version of its own.",
        "");
  }
}
