package io.slipway.starter.config;

import io.slipway.domain.Role;
import io.slipway.domain.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Makes one step of several commands, each in a shell of its own. The first that fails ends the
 * step, with its exit code. Which of them a host runs is decided there, by its roles.
 */
final class CommandList {
  private static final String ON =
      "on() { case \" $SLIPWAY_ROLES \" in *\" $1 \"*) ;; *) return 1 ;; esac; }\n";

  private CommandList() {}

  /** Null for no commands. The only one is the step itself. */
  static @Nullable Step step(List<Step> commands) {
    if (commands.size() < 2) {
      return commands.isEmpty() ? null : commands.getFirst();
    }
    boolean alike = commands.stream().map(Step::on).distinct().count() == 1;
    List<String> secrets = commands.stream().flatMap(c -> c.secrets().stream()).distinct().toList();
    StringBuilder text = new StringBuilder(alike ? "" : ON);
    commands.forEach(c -> text.append(line(c, alike ? null : c.on(), secrets)));
    return new Step(
        text.toString(),
        null,
        alike ? commands.getFirst().on() : null,
        false,
        commands.stream().map(Step::timeout).reduce(Duration.ZERO, Duration::plus),
        longestSilence(commands),
        false,
        List.of(),
        secrets);
  }

  /**
   * @param on whose hosts run it; null for all that run the step
   * @param secrets what the step has in its environment, for whichever command
   */
  private static String line(Step command, @Nullable Role on, List<String> secrets) {
    List<String> others = new ArrayList<>(secrets);
    others.removeAll(command.secrets());
    String run = "sh -c " + quoted(command.run());
    return "%s%s || exit\n"
        .formatted(
            on == null ? "" : "! on %s || ".formatted(on),
            others.isEmpty()
                ? run
                : "(unset %s; exec %s)".formatted(String.join(" ", others), run));
  }

  private static String quoted(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }

  /** Null as soon as one of them may be silent. */
  private static @Nullable Duration longestSilence(List<Step> commands) {
    return commands.stream().map(Step::idleTimeout).allMatch(Objects::nonNull)
        ? commands.stream()
            .map(c -> Objects.requireNonNull(c.idleTimeout()))
            .reduce(Duration.ZERO, (a, b) -> a.compareTo(b) > 0 ? a : b)
        : null;
  }
}
