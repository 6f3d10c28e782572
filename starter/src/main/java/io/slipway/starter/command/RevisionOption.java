package io.slipway.starter.command;

import picocli.CommandLine.Option;

/** What to deploy. There is no default: which code goes live is always said. */
final class RevisionOption {
  @Option(
      names = {"-r", "--revision"},
      paramLabel = "REF",
      required = true,
      description =
          "Branch, tag or commit, or version of an artifact; resolved once, for all hosts.")
  String ref;
}
