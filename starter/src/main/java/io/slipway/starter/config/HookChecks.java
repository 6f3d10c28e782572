package io.slipway.starter.config;

import java.util.stream.Stream;

/** What must fit together about commands of the worker, which know of no host. */
final class HookChecks {
  private HookChecks() {}

  static void run(StageDraft stage, Faults faults) {
    Stream.concat(stage.build().stream(), stage.hooks())
        .filter(h -> h.value().worker() != null)
        .forEach(h -> check(h.path(), faults));
  }

  private static void check(KeyPath hook, Faults faults) {
    Stream.of("on", "once", "idle_timeout", "secrets")
        .map(hook::key)
        .filter(faults::has)
        .forEach(
            path ->
                faults.add(
                    path,
                    "counts for commands on hosts only",
                    "Remove it: the worker runs its command once, and without secrets."));
  }
}
