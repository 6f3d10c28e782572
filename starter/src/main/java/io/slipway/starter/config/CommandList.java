package io.slipway.starter.config;

import io.slipway.domain.Once;
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

  private static final String ONCE =
      "once_for() { case \" $SLIPWAY_ONCE_FOR \" in *\" $1 \"*) ;; *) return 1 ;; esac; }\n";

  private CommandList() {}

  /** Null for no commands. The only one is the step itself. */
  static @Nullable Step step(List<Step> commands) {
    if (commands.size() < 2) {
      return commands.isEmpty() ? null : commands.getFirst();
    }
    Step first = commands.getFirst();
    boolean alike =
        commands.stream()
            .allMatch(c -> Objects.equals(c.on(), first.on()) && c.once() == first.once());
    List<String> secrets = commands.stream().flatMap(c -> c.secrets().stream()).distinct().toList();
    StringBuilder text = new StringBuilder(alike ? "" : tests(commands));
    commands.forEach(c -> text.append(alike ? "" : test(c)).append(line(c, secrets)));
    return new Step(
        text.toString(),
        null,
        alike ? first.on() : null,
        alike && first.once(),
        commands.stream().map(Step::timeout).reduce(Duration.ZERO, Duration::plus),
        longestSilence(commands),
        false,
        List.of(),
        secrets);
  }

  /** What the lines of such commands ask. */
  private static String tests(List<Step> commands) {
    boolean roles = commands.stream().anyMatch(c -> !c.once() && c.on() != null);
    return (roles ? ON : "") + (commands.stream().anyMatch(Step::once) ? ONCE : "");
  }

  /** Passes over the command on hosts that do not run it. */
  private static String test(Step command) {
    Role on = command.on();
    if (command.once()) {
      return "! once_for %s || ".formatted(quoted(Once.group(on)));
    }
    return on == null ? "" : "! on %s || ".formatted(on);
  }

  /**
   * @param secrets what the step has in its environment, for whichever command
   */
  private static String line(Step command, List<String> secrets) {
    List<String> others = new ArrayList<>(secrets);
    others.removeAll(command.secrets());
    String run = "sh -c " + quoted(command.run());
    return "%s || exit\n"
        .formatted(
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
