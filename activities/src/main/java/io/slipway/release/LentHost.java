package io.slipway.release;

import io.slipway.contract.FailureType;
import io.slipway.contract.HostFailure;
import io.slipway.contract.HostOrder;
import io.slipway.contract.StepOutput;
import io.slipway.domain.RemotePath;
import io.slipway.domain.Step;
import io.slipway.log.Logbook;
import io.slipway.shell.Finished;
import io.slipway.shell.HostFaultException;
import io.slipway.shell.HostSession;
import io.slipway.shell.Outcome;
import io.slipway.shell.Script;
import io.slipway.source.Archive;
import java.io.OutputStream;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A host that is lent for one order: sends scripts, and turns what they tell into results. */
final class LentHost {
  private static final SecureRandom RANDOM = new SecureRandom();

  /** Beyond what scripts wait for: their own work. */
  static final Duration OWN_WORK = Duration.ofMinutes(2);

  private final HostSession session;
  private final HostOrder order;
  private final Attempt attempt;
  private final Pace pace;
  private final Logbook logbook;

  LentHost(HostSession session, HostOrder order, Attempt attempt, Pace pace, Logbook logbook) {
    this.session = session;
    this.order = order;
    this.attempt = attempt;
    this.pace = pace;
    this.logbook = logbook;
  }

  /** Runs a script to its end, again for as long as a command of the user's goes on. */
  Transcript run(HostScript script, String purpose, Prologue more) {
    return run(script, purpose, more, OWN_WORK);
  }

  Transcript run(HostScript script, String purpose, Prologue more, Duration ownWork) {
    Duration limit = ownWork.plus(pace.lock()).plus(pace.patience());
    Transcript transcript = send(script, purpose, waiting(0).text() + more.text(), limit);
    for (int times = 1; transcript.pending; times++) {
      if (transcript.heard != null) {
        attempt.output().add(order.host().name(), transcript.heard);
      }
      attempt.pulse().beat();
      transcript =
          send(script, purpose, waiting(times).text() + more.text(), limit).after(transcript);
    }
    return transcript;
  }

  /**
   * Runs a script that writes files of secrets, again once it is known what their templates hold.
   */
  Transcript fill(HostScript script, String purpose, Prologue more, Duration ownWork) {
    Transcript told = run(script, purpose, files(more, Map.of()), ownWork);
    return told.templates.isEmpty()
        ? told
        : run(script, purpose, files(more, told.templates), ownWork).after(told);
  }

  private Prologue files(Prologue more, Map<String, String> templates) {
    List<List<String>> files = attempt.secrets().files(order, templates);
    return more.flag("has_secret_files", !files.isEmpty()).each("secret_file", files);
  }

  private Prologue waiting(int times) {
    return new Prologue().set("news", Orders.seconds(pace.news(times))).flag("resumed", times > 0);
  }

  private RemotePath archive(String sha256) {
    return order.deployTo().resolve(".slipway/%s/%s.tar.gz".formatted(order.key().id(), sha256));
  }

  /** One of the run's archives on this host. */
  void download(String sha256, long size, OutputStream to) {
    session.download(archive(sha256), size, to);
  }

  void upload(Archive archive) {
    RemotePath to = archive(archive.sha256());
    try {
      session.upload(archive.file(), archive.sha256(), to);
    } catch (HostFaultException refused) {
      if (archive.intact()) {
        throw refused;
      }
      archive.discard();
      throw new HostFaultException(spoilt(archive), refused);
    }
  }

  /** Hosts have refused it by its sum, and would for ever. */
  private HostFailure spoilt(Archive archive) {
    return new HostFailure(
        order.host().name(),
        FailureType.SOURCE_UNREACHABLE,
        "checkout",
        "send the archive of the release",
        "%s on the worker is not what it was when it was made".formatted(archive.file()),
        "It is made anew when this is tried again; look at the worker's disk if it happens again.",
        "");
  }

  /** What a script needs to know to run a command of the user's. */
  Prologue command(String name, String command, Step step, boolean once) {
    return environment(step)
        .set("step_name", name)
        .set("step_command", command)
        .set("step_limit", Orders.seconds(step.timeout()))
        .set("step_idle", Orders.seconds(step.idleTimeout()))
        .set("step_repeats", once ? "once" : "again");
  }

  /** The secrets that a command has in its environment; of null, that there is no command. */
  Prologue environment(@Nullable Step step) {
    return new Prologue()
        .set("step_environment", step == null ? "" : attempt.secrets().environment(step.secrets()))
        .set("keeper", attempt.secrets().keeper());
  }

  private Transcript send(HostScript script, String purpose, String more, Duration limit) {
    byte[] random = new byte[12];
    RANDOM.nextBytes(random);
    String nonce = "@" + HexFormat.of().formatHex(random);
    String text =
        Orders.prologue(order, attempt, pace).set("nonce", nonce).text()
            + feed().prologue(logbook).text()
            + more
            + script.text();
    Finished finished = run(new Script(purpose, text, limit), script);
    if (finished.out().omitted() > 0) {
      throw new HostFaultException(
          failure(
              FailureType.HOST_COMMAND_FAILED, purpose, null, "its answer is too long", finished));
    }
    Transcript transcript = Transcript.of(nonce, finished.out().text(), attempt.secrets());
    transcript.warnings.addAll(feed().take(logbook, order, transcript.logged));
    if (transcript.commandFault != null) {
      throw new HostFaultException(
          FaultWords.of(order.host().name(), transcript.commandFault, declared(transcript)));
    }
    if (!transcript.faults.isEmpty()) {
      throw new HostFaultException(FaultWords.of(order, purpose, transcript.faults));
    }
    if (!finished.succeeded()) {
      throw new HostFaultException(broken(finished, purpose, transcript.open));
    }
    if (!transcript.ended
        && !transcript.pending
        && transcript.wanted.isEmpty()
        && transcript.templates.isEmpty()) {
      throw new HostFaultException(
          failure(
              FailureType.UNKNOWN_OUTCOME,
              purpose,
              transcript.open,
              "its script ended before it was done",
              finished));
    }
    return transcript;
  }

  private LogFeed feed() {
    return attempt.feeds().of(order.host().name());
  }

  /** The step that a command is of; null for those that are no step of the file. */
  private @Nullable Step declared(Transcript transcript) {
    return switch (String.valueOf(transcript.open)) {
      case "build" -> order.target().steps().build();
      case "migrate", "unmigrate" -> order.target().steps().migrate();
      case "restart", "restart-back" -> order.target().steps().restart();
      case "before-switch" -> order.target().steps().beforeEach();
      case "finished" -> order.target().steps().afterAll();
      case "retire" -> HostPhases.retirement(order);
      default -> null;
    };
  }

  /** What could not be sent has not changed the host. */
  private Finished run(Script text, HostScript script) {
    LiveOutput output = attempt.output();
    StepOutput before = output.told();
    if (script.changes()) {
      output.sent(session.host(), script.changesLive());
    }
    try {
      return session.run(text);
    } catch (HostFaultException e) {
      output.back(before);
      throw e;
    }
  }

  private HostFailure broken(Finished finished, String purpose, @Nullable String step) {
    return switch (finished.outcome()) {
      case Outcome.Exited exited ->
          failure(
              FailureType.HOST_COMMAND_FAILED,
              purpose,
              step,
              "its shell ended with status %d".formatted(exited.status()),
              finished);
      case Outcome.Signalled signalled ->
          failure(
              FailureType.UNKNOWN_OUTCOME,
              purpose,
              step,
              "something on the host ended the script with signal " + signalled.signal(),
              finished);
      case Outcome.Unknown unknown ->
          failure(FailureType.UNKNOWN_OUTCOME, purpose, step, unknown.why(), finished);
      case Outcome.TimedOut late ->
          failure(
              FailureType.UNKNOWN_OUTCOME,
              purpose,
              step,
              "it had not ended after %s, %s"
                  .formatted(
                      FaultWords.words(late.limit()),
                      late.killed() ? "and was killed" : "and may still be running"),
              finished);
    };
  }

  private HostFailure failure(
      FailureType type, String purpose, @Nullable String step, String reason, Finished finished) {
    return new HostFailure(
        order.host().name(),
        type,
        step,
        purpose,
        reason,
        type == FailureType.UNKNOWN_OUTCOME
            ? "It looks at what there is and goes on from there when it is tried again."
            : "Log in to %s and see whether its sh works.".formatted(order.host().name()),
        Output.tail(
            attempt
                .secrets()
                .redacted(finished.err().text().strip(), finished.err().omitted() > 0, false)));
  }
}
