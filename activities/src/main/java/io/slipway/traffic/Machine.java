package io.slipway.traffic;

import io.slipway.contract.HostOrder;
import io.slipway.domain.Host;
import io.slipway.domain.SshSettings;
import io.slipway.release.Prologue;
import io.slipway.shell.Finished;
import io.slipway.shell.HostAccess;
import io.slipway.shell.HostFaultException;
import io.slipway.shell.HostSessions;
import io.slipway.shell.Outcome;
import io.slipway.shell.Script;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.function.UnaryOperator;

/**
 * A machine that a balancer runs on, for the time of one order.
 *
 * @param redact takes secrets out of what is told
 */
record Machine(
    HostSessions sessions,
    Host host,
    SshSettings ssh,
    Turn turn,
    HostOrder order,
    UnaryOperator<String> redact) {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final Duration LOCK_WAIT = Duration.ofSeconds(30);
  static final Duration LIMIT = Duration.ofSeconds(90);

  /**
   * Sends a script.
   *
   * @param verb what it does
   * @param more what it is told besides
   */
  Told run(String verb, BalancerScript script, Prologue more, BalancerFaults faults) {
    return run(verb, script, more, faults, LIMIT);
  }

  /** The same, with so much time. */
  Told run(
      String verb, BalancerScript script, Prologue more, BalancerFaults faults, Duration limit) {
    byte[] random = new byte[12];
    RANDOM.nextBytes(random);
    String nonce = "@" + HexFormat.of().formatHex(random);
    String text = prologue(verb).set("nonce", nonce).text() + more.text() + script.text();
    Finished finished = sent(new Script(faults.attempted(), text, limit), faults);
    if (!(finished.outcome() instanceof Outcome.Exited exited && exited.status() == 0)) {
      throw faults.of(finished.outcome(), redact.apply(finished.err().text()));
    }
    Told told = Told.of(nonce, redact.apply(finished.out().text()));
    if (told.fault() != null) {
      throw faults.of(told);
    }
    if (!told.whole()) {
      throw faults.unreachable(
          "its script on %s ended before it was done".formatted(host.name()), "It is tried again.");
    }
    return told;
  }

  private Finished sent(Script script, BalancerFaults faults) {
    try {
      return sessions.withSession(
          new HostAccess(host, ssh), turn.pulse(), session -> session.run(script));
    } catch (HostFaultException e) {
      throw faults.of(e);
    }
  }

  private Prologue prologue(String verb) {
    return new Prologue()
        .set("verb", verb)
        .set("application", order.target().application().value())
        .set("stage", order.target().stage().value())
        .set("host", order.host().name().value())
        .set("epoch", order.epoch().value())
        .set("attempt_at", turn.scheduledAt())
        .set("lock_wait", LOCK_WAIT.toSeconds());
  }
}
