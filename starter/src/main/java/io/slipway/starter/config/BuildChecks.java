package io.slipway.starter.config;

import java.util.List;
import java.util.Objects;

/** What must fit together where one host or the worker builds for all. */
final class BuildChecks {
  private BuildChecks() {}

  static void run(List<StageDraft> stages, Faults faults) {
    stages.forEach(stage -> check(stage.build(), faults));
  }

  private static void check(List<Chosen<CommandSpec>> commands, Faults faults) {
    if (commands.stream().noneMatch(c -> c.value().worker() != null)) {
      checkOnce(commands, faults);
    } else if (commands.size() > 1) {
      faults.add(
          commands.get(1).path(),
          "stands in one list with a command of the worker's, which builds for all hosts alone",
          "Keep that one: it can run the others itself.");
    }
  }

  private static void checkOnce(List<Chosen<CommandSpec>> commands, Faults faults) {
    long forAll = commands.stream().filter(c -> c.value().runsOnce()).count();
    if (forAll == 0) {
      return;
    }
    commands.stream()
        .filter(c -> !c.value().runsOnce())
        .findFirst()
        .ifPresent(
            c ->
                faults.add(
                    c.path(),
                    "runs on each host, and other commands of the list on one host for all",
                    "Write once: true for all commands of the build, or for none."));
    CommandSpec first = commands.getFirst().value();
    commands.stream()
        .filter(c -> c.value().runsOnce() && !Objects.equals(c.value().on(), first.on()))
        .findFirst()
        .ifPresent(
            c ->
                faults.add(
                    c.path(),
                    "is for another role than the first command, and one host runs both",
                    "Give all commands of a build with once the same role, or none."));
  }
}
