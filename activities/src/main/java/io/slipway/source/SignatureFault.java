package io.slipway.source;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Why a signature does not count, read from what {@code gpg} and {@code ssh-keygen} say in the C
 * locale.
 *
 * @param reason without a full stop
 * @param remedy in sentences
 */
record SignatureFault(String reason, String remedy) {
  private static final String GPG = "[GNUPG:] ";
  private static final String ANOTHER = "Deploy a commit that is signed with another key.";

  /** By GPG's words for what it found; each is followed by the key's id, and mostly its owner. */
  private static final Map<String, SignatureFault> VERDICTS =
      Map.of(
          "BADSIG",
          new SignatureFault(
              "its signature by %s does not fit: the commit, or the signature, was changed",
              "Do not deploy it before you know who changed it."),
          "EXPSIG",
          new SignatureFault("its signature by %s has expired", "Have it signed anew."),
          "EXPKEYSIG",
          new SignatureFault(
              "it is signed by %s, whose key has expired",
              "Have the key extended and import it there again, or deploy a commit that is signed"
                  + " with one that is valid."),
          "REVKEYSIG",
          new SignatureFault("it is signed by %s, whose key is revoked", ANOTHER),
          "NO_PUBKEY",
          new SignatureFault(
              "it is signed by %s, which the worker's GPG keyring does not have",
              "If its signer may sign, import the public key there (gpg --import, into "
                  + CommitSigners.GPG_VARIABLE
                  + " where that is set); else deploy another commit."));

  static SignatureFault of(String said) {
    return said.isBlank()
        ? new SignatureFault(
            "it carries no signature of SSH or GPG",
            "Sign the commit itself (git commit -S; a signed tag does not stand for it) and push"
                + " it, or deploy a commit that is signed.")
        : said.lines()
            .flatMap(line -> Stream.concat(gpg(line).stream(), ssh(line).stream()))
            .findFirst()
            .orElseGet(() -> unforeseen(said));
  }

  private static Optional<SignatureFault> gpg(String line) {
    if (!line.startsWith(GPG)) {
      return Optional.empty();
    }
    String[] words = line.substring(GPG.length()).split(" ", 3);
    return Optional.ofNullable(VERDICTS.get(words[0])).map(fault -> fault.about(words));
  }

  private SignatureFault about(String... words) {
    String key = words.length > 1 ? "key " + words[1] : "a key";
    return new SignatureFault(
        reason.formatted(words.length > 2 ? "%s (%s)".formatted(words[2], key) : key), remedy);
  }

  /** A key that is known is told as "Good … signature for NAME with …". */
  private static Optional<SignatureFault> ssh(String line) {
    String stranger = "Good \"git\" signature with ";
    if (line.startsWith(stranger)) {
      return Optional.of(
          new SignatureFault(
              "it is signed with %s, which none of the worker's signers has, or had at the time"
                  .formatted(line.substring(stranger.length())),
              "If its signer may sign, add the key to the worker's file of signers, or renew it"
                  + " there; else deploy another commit."));
    }
    if (line.contains("allowedSignersFile needs to be configured")) {
      return Optional.of(
          new SignatureFault(
              "it is signed with an SSH key, and the worker knows no signers",
              "Give the worker a file of them as %s.".formatted(CommitSigners.SSH_VARIABLE)));
    }
    return Optional.empty();
  }

  private static SignatureFault unforeseen(String said) {
    return new SignatureFault(
        "its signature is not a good one of a key that the worker knows (%s)"
            .formatted(said.lines().filter(l -> !l.isBlank()).findFirst().orElse("")),
        "If its signer may sign, see that git and gpg or ssh-keygen run on the worker and know the"
            + " key; else deploy another commit.");
  }
}
