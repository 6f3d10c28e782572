package io.slipway.source;

import io.slipway.contract.FailureType;

/**
 * Why a repository did not answer, read from what git and ssh say in the C locale.
 *
 * @param type {@link FailureType#SOURCE_UNREACHABLE}, or {@link FailureType#REVISION_NOT_FOUND}
 *     where it is never asked
 * @param reason without a full stop
 * @param remedy one sentence
 */
public record FetchFault(FailureType type, String reason, String remedy) {
  private static final String FATAL = "fatal: ";

  /** Of a submodule that names a path, where its repository is fetched from elsewhere. */
  public static final FetchFault LEADS_HERE =
      new FetchFault(
          FailureType.REVISION_NOT_FOUND,
          "a repository from elsewhere may not lead to what lies on the machine that fetches",
          "Give it a URL of git, http, https or ssh in .gitmodules.");

  private FetchFault(String reason, String remedy) {
    this(FailureType.SOURCE_UNREACHABLE, reason, remedy);
  }

  /**
   * @param who whose access is at fault, such as {@code deploy@web1} or {@code the worker}
   */
  public static FetchFault of(String output, String repository, String who) {
    if (output.contains("' not allowed")) {
      return new FetchFault(
          FailureType.REVISION_NOT_FOUND,
          "git may not fetch from such a URL as " + who,
          "Use a URL of git, http, https or ssh.");
    }
    if (output.contains("Host key verification failed")) {
      return new FetchFault(
          "the repository's host key is not known to " + who,
          "Add it to the known_hosts file of %s, having compared it.".formatted(who));
    }
    if (output.contains("Permission denied (")) {
      return new FetchFault(
          "it refuses the key of " + who,
          "Give %s a key that may read %s.".formatted(who, repository));
    }
    if (output.contains("terminal prompts disabled")
        || output.contains("could not read Username")
        || output.contains("Authentication failed")) {
      return new FetchFault(
          "it asks for credentials that %s does not have".formatted(who),
          "Give %s credentials for %s, for instance a deploy key.".formatted(who, repository));
    }
    if (output.contains("does not appear to be a git repository")
        || output.contains("ot found")
        || output.contains("does not exist")) {
      return new FetchFault(
          "there is no repository that %s can see at %s".formatted(who, repository),
          "Check repository: in slipway.yml, and the access of %s.".formatted(who));
    }
    return new FetchFault(
        "%s cannot reach %s: %s".formatted(who, repository, reason(output)),
        "Check the network between the two, and repository: in slipway.yml.");
  }

  /** What git itself calls fatal; advice follows behind it. */
  private static String reason(String output) {
    return output
        .lines()
        .map(String::strip)
        .filter(line -> line.startsWith(FATAL))
        .findFirst()
        .map(line -> line.substring(FATAL.length()).replaceAll("\\.+$", ""))
        .orElseGet(() -> lastLine(output));
  }

  private static String lastLine(String output) {
    return output
        .lines()
        .filter(line -> !line.isBlank())
        .reduce((a, b) -> b)
        .map(String::strip)
        .orElse("git said nothing");
  }
}
