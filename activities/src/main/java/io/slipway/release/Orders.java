package io.slipway.release;

import io.slipway.contract.HostOrder;
import io.slipway.contract.RetryRequest;
import io.slipway.domain.Delivery;
import io.slipway.domain.Host;
import io.slipway.domain.Layout;
import io.slipway.domain.Role;
import io.slipway.domain.Slot;
import io.slipway.domain.Source;
import io.slipway.domain.Step;
import io.slipway.domain.Steps;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What scripts are told of an order. */
final class Orders {
  private static final Pattern STEPS_UP = Pattern.compile("(.*/)?\\.\\.?(/.*)?", Pattern.DOTALL);

  private Orders() {}

  static Prologue prologue(HostOrder order, Attempt attempt, Pace pace) {
    Host host = order.host();
    Layout layout = order.target().layout();
    Prologue prologue =
        new Prologue()
            .set("root", order.deployTo().value())
            .set("application", order.target().application().value())
            .set("stage", order.target().stage().value())
            .set("host", host.name().value())
            .set("roles", host.roles().stream().map(Role::value).collect(Collectors.joining(" ")))
            .set("once_for", String.join(" ", order.target().steps().onceFor(host)))
            .set("half_color", host.slot() == null ? "" : host.slot().color().word())
            .set("half_port", port(host.slot()))
            .set("run", order.key().id().value())
            .set("kind", order.key().kind().name())
            .set("release", order.release() == null ? "" : order.release().value())
            .set("revision", order.revision() == null ? "" : order.revision().value())
            .set("ref", order.ref())
            .set("keep", layout.keepReleases())
            .set("epoch", order.epoch().value())
            .set("attempt_at", attempt.scheduledAt())
            .set("owner", attempt.owner())
            .set("afresh", String.join(" ", afresh(order.from())))
            .set("lock_wait", pace.lock().toSeconds())
            .set("patience", Math.max(1, pace.patience().toSeconds()))
            .set("told_step", attempt.output().step())
            .set("told_offset", attempt.output().offset())
            .set("grace", pace.grace().toSeconds())
            .set("least_room", pace.leastRoom())
            .eachOf("linked_file", layout.linkedFiles().stream().map(Orders::inside).toList())
            .eachOf("linked_dir", layout.linkedDirs().stream().map(Orders::inside).toList());
    describe(order.target().source(), prologue);
    describe(order.target().steps(), host, prologue);
    return prologue;
  }

  private static String port(@Nullable Slot slot) {
    return slot == null || slot.port() == null ? "" : slot.port().toString();
  }

  /** The steps that a person wants to have done again: the named one, and all after it. */
  private static List<String> afresh(@Nullable String from) {
    int first = from == null ? -1 : RetryRequest.STEPS.indexOf(from);
    return first < 0 ? List.of() : RetryRequest.STEPS.subList(first, RetryRequest.STEPS.size());
  }

  private static void describe(Source source, Prologue prologue) {
    String below = source.subdirectory() == null ? "" : inside(source.subdirectory());
    prologue
        .set("url", source.repository())
        .set("delivery", source.delivery().name())
        .set("subdirectory", below)
        .set("strip", below.isEmpty() ? "" : Integer.toString(below.split("/").length))
        .flag("submodules", source.submodules() && source.delivery() == Delivery.CLONE);
  }

  private static void describe(Steps steps, Host host, Prologue prologue) {
    boolean any =
        Stream.of(
                steps.build(),
                steps.migrate(),
                steps.restart(),
                steps.beforeEach(),
                steps.afterAll())
            .anyMatch(Objects::nonNull);
    Step restart = steps.restart();
    boolean restarts = steps.runs(restart, host);
    prologue
        .flag("has_steps", any)
        .set("restart", restarts ? Objects.requireNonNull(restart).run() : "")
        .set(
            "restart_limit",
            restarts ? Math.max(1, Objects.requireNonNull(restart).timeout().toSeconds()) : 0)
        .set("restart_idle", restarts ? seconds(Objects.requireNonNull(restart).idleTimeout()) : 0);
  }

  /** Whole seconds, at least one; 0 for none. */
  static long seconds(@Nullable Duration duration) {
    return duration == null ? 0 : Math.max(1, duration.toSeconds());
  }

  /** A path that stays inside of the release, without a slash at its end. */
  static String inside(String path) {
    String plain = path.replaceFirst("^(\\./)+", "").replaceFirst("/+$", "");
    if (plain.isEmpty() || plain.startsWith("/") || STEPS_UP.matcher(plain).matches()) {
      throw new IllegalArgumentException(
          "path '%s' must be relative and stay inside of the release".formatted(path));
    }
    return plain;
  }
}
