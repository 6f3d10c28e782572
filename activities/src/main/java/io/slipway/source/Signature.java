package io.slipway.source;

import io.slipway.contract.FailureType;
import io.slipway.domain.Revision;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whose signature a commit carries: the commit's own, not that of a tag which points to it. */
record Signature(CommitSigners known) {
  /** With a name it is one of the allowed signers; a key that is unknown is told without. */
  private static final String SSH = "Good \"git\" signature for ";

  private static final String GPG = "[GNUPG:] GOODSIG ";

  /** Who has signed it, as git says; fails when nobody has whom we know. */
  String signer(Mirror mirror, Revision revision) {
    known
        .unreadable()
        .ifPresent(
            missing -> {
              SignatureFault fault =
                  new SignatureFault(
                      "the worker cannot read its " + missing.what(),
                      "Put it there, or correct %s of the worker.".formatted(missing.variable()));
              throw refused(revision, fault, "");
            });
    Git.Answer answer = mirror.run(command(revision));
    Optional<String> good =
        answer.err().lines().filter(l -> l.startsWith(SSH) || l.startsWith(GPG)).findFirst();
    if (answer.status() != 0 || good.isEmpty()) {
      throw refused(revision, SignatureFault.of(answer.err()), answer.err());
    }
    return good.get();
  }

  private String[] command(Revision revision) {
    // Certificates of S/MIME count by lists of the whole system, which are nobody's choice here.
    List<String> words = new ArrayList<>(List.of("-c", "gpg.x509.program=false"));
    if (known.ssh() != null) {
      words.addAll(List.of("-c", "gpg.ssh.allowedSignersFile=" + known.ssh()));
    }
    words.addAll(List.of("verify-commit", "--raw", revision.value()));
    return words.toArray(String[]::new);
  }

  private static SourceException refused(Revision revision, SignatureFault fault, String said) {
    return new SourceException(
        FailureType.COMMIT_UNVERIFIED,
        "verify the signature of commit %s".formatted(revision),
        fault.reason(),
        fault.remedy(),
        said);
  }
}
