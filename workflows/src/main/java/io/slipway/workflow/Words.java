package io.slipway.workflow;

import io.slipway.contract.Phase;

/** What phases are called in sentences. */
final class Words {
  private Words() {}

  static String of(Phase phase) {
    return switch (phase) {
      case PREPARE -> "prepare";
      case ACTIVATE -> "activate";
      case FINISH -> "finish";
      case REVERT -> "revert";
      case DISCARD -> "discard";
      case INSPECT -> "inspect";
    };
  }
}
