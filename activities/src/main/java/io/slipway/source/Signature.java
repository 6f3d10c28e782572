package io.slipway.source;

import io.slipway.contract.FailureType;
import io.slipway.domain.Revision;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whose signature a commit carries. SSH signatures count for those in a file of allowed signers,
 * GPG signatures for the keys in the worker's keyring.
 *
 * @param signers null for the file in git's own settings
 */
record Signature(@Nullable Path signers) {
  /** With a name it is one of the allowed signers; a key that is unknown is told without. */
  private static final String SSH = "Good \"git\" signature for ";

  private static final String GPG = "[GNUPG:] GOODSIG ";

  /** Who has signed it, as git says; fails when nobody has whom we know. */
  String signer(Mirror mirror, Revision revision) {
    if (signers != null && !Files.isReadable(signers)) {
      throw refused(
          revision,
          "the worker cannot read its file of signers %s".formatted(signers),
          "Put it there, or correct SLIPWAY_COMMIT_SIGNERS of the worker.",
          "");
    }
    List<String> command = new ArrayList<>();
    if (signers != null) {
      command.addAll(List.of("-c", "gpg.ssh.allowedSignersFile=" + signers));
    }
    command.addAll(List.of("verify-commit", "--raw", revision.value()));
    Git.Answer answer = mirror.run(command.toArray(String[]::new));
    Optional<String> good =
        answer.err().lines().filter(l -> l.startsWith(SSH) || l.startsWith(GPG)).findFirst();
    if (answer.status() != 0 || good.isEmpty()) {
      throw fault(revision, answer.err());
    }
    return good.get();
  }

  private static SourceException fault(Revision revision, String said) {
    if (said.isBlank()) {
      return refused(
          revision,
          "it carries no signature",
          "Sign it (git commit -S) and push it, or deploy a commit that is signed.",
          said);
    }
    if (said.contains("allowedSignersFile needs to be configured")) {
      return refused(
          revision,
          "it is signed with an SSH key, and the worker knows no signers",
          "Give the worker a file of them as SLIPWAY_COMMIT_SIGNERS.",
          said);
    }
    String told =
        said.lines()
            .filter(l -> l.startsWith("Good \"git\" signature with ") || l.startsWith("[GNUPG:] "))
            .filter(l -> !l.startsWith("[GNUPG:] NEWSIG"))
            .findFirst()
            .orElseGet(() -> said.lines().findFirst().orElse(""));
    return refused(
        revision,
        "its signature is not a good one of a key that the worker knows (%s)".formatted(told),
        "If its signer may sign, add the key to the worker's signers, or renew it there; else"
            + " deploy another commit.",
        said);
  }

  private static SourceException refused(
      Revision revision, String reason, String remedy, String said) {
    return new SourceException(
        FailureType.COMMIT_UNVERIFIED,
        "verify the signature of commit %s".formatted(revision),
        reason,
        remedy,
        said);
  }
}
