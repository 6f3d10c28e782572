package io.slipway.starter.command;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** Which hosts of a stage are meant; all when nothing is given. */
final class SelectionOptions {
  @Option(
      names = "--host",
      paramLabel = "PATTERN",
      split = ",",
      description = "Only hosts with this name; * and ? stand for any text and any character.")
  List<String> hosts = new ArrayList<>();

  @Option(
      names = "--role",
      paramLabel = "ROLE",
      split = ",",
      description = "Only hosts that play this role.")
  List<String> roles = new ArrayList<>();

  /** Whether nothing was selected, so that all hosts are meant. */
  boolean all() {
    return hosts.isEmpty() && roles.isEmpty();
  }
}
