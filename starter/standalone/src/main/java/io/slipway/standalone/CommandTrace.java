package io.slipway.standalone;

import io.slipway.starter.output.ExitCode;
import io.slipway.worker.trace.Span;
import io.slipway.worker.trace.SpanIds;
import io.slipway.worker.trace.Spans;
import io.slipway.worker.trace.TraceParent;
import io.slipway.worker.trace.Traces;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The span of a command that asks for runs. Those are parts of it by {@code TRACEPARENT}, which the
 * command finds in its environment; it is itself a part of what the process finds there.
 */
final class CommandTrace implements AutoCloseable {
  private static final String VARIABLE = "TRACEPARENT";

  private final Map<String, String> environment;
  private final @Nullable Open open;
  private final AtomicBoolean told = new AtomicBoolean();
  private final Thread hook = Thread.ofPlatform().name("trace").unstarted(this::interrupted);

  private record Open(
      Spans spans, TraceParent own, @Nullable TraceParent parent, String name, Instant begin) {}

  private CommandTrace(Map<String, String> environment, @Nullable Open open) {
    this.environment = environment;
    this.open = open;
  }

  /** Nothing of it is told, and nothing is sent, unless the environment wants traces. */
  static CommandTrace begin(Map<String, String> environment, List<String> arguments) {
    Map<String, String> own = new LinkedHashMap<>(environment);
    String outer = own.remove(VARIABLE);
    Optional<String> name = name(arguments).filter(n -> Traces.wanted(environment));
    if (name.isEmpty()) {
      return new CommandTrace(own, null);
    }
    Optional<Spans> spans =
        Traces.ofCommand(environment, trouble -> System.err.println("slipway: " + trouble));
    if (spans.isEmpty()) {
      return new CommandTrace(own, null);
    }
    TraceParent parent = TraceParent.parse(outer).orElse(null);
    String trace = parent == null ? SpanIds.randomTrace() : parent.traceId();
    TraceParent span =
        new TraceParent(
            trace, SpanIds.randomSpan(), spans.get().samples(parent, trace, name.get()));
    own.put(VARIABLE, span.text());
    CommandTrace begun =
        new CommandTrace(own, new Open(spans.get(), span, parent, name.get(), Instant.now()));
    Runtime.getRuntime().addShutdownHook(begun.hook);
    return begun;
  }

  /** What the command is called, if it is one that asks for runs. */
  private static Optional<String> name(List<String> arguments) {
    if (arguments.contains("--help") || arguments.contains("-h")) {
      return Optional.empty();
    }
    String first = arguments.isEmpty() ? "" : arguments.getFirst();
    String second = arguments.size() < 2 ? "" : arguments.get(1);
    return switch (first) {
      case "deploy", "rollback", "promote" -> Optional.of("slipway " + first);
      case "train" ->
          second.equals("start") ? Optional.of("slipway train start") : Optional.empty();
      case "drift" ->
          arguments.contains("--repair") ? Optional.of("slipway drift") : Optional.empty();
      default -> Optional.empty();
    };
  }

  /** The environment of the command. */
  Map<String, String> environment() {
    return environment;
  }

  /** Tells how the command has ended. */
  void ended(int code) {
    String meaning =
        Arrays.stream(ExitCode.values())
            .filter(e -> e.number() == code)
            .map(Enum::name)
            .findFirst()
            .orElse(ExitCode.UNFORESEEN.name());
    tell(
        Map.of("slipway.exit_code", (long) code),
        code == ExitCode.DONE.number() ? null : new Span.Fault(meaning, ""));
  }

  /** The run goes on without the one who has watched it. */
  private void interrupted() {
    tell(Map.of("slipway.interrupted", true), null);
  }

  private void tell(Map<String, Object> attributes, Span.@Nullable Fault fault) {
    Open begun = open;
    if (begun == null || !told.compareAndSet(false, true)) {
      return;
    }
    try (Spans spans = begun.spans()) {
      spans.tell(
          new Span(
              begun.own(),
              begun.parent(),
              begun.name(),
              begun.begin(),
              Instant.now(),
              attributes,
              fault));
    }
  }

  @Override
  public void close() {
    if (open == null) {
      return;
    }
    try {
      boolean unused = Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException goingDown) {
      // The hook tells the rest.
    }
  }
}
