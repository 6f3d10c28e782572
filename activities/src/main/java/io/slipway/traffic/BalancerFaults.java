package io.slipway.traffic;

import io.slipway.contract.FailureType;
import io.slipway.contract.HostFailure;
import io.slipway.domain.Excerpt;
import io.slipway.domain.HostName;
import io.slipway.shell.HostFaultException;
import io.slipway.shell.Outcome;

/**
 * What people read for what a part of a balancer could not do.
 *
 * @param about the host, or the machine itself when it is looked at
 * @param step of the host; see {@link io.slipway.contract.StepReport}
 * @param attempted verb phrase that completes "tried to …"
 * @param place the machine's name
 * @param server what the balancer calls the host
 */
record BalancerFaults(
    HostName about, String step, String attempted, String place, String server, Namings names) {
  private static final int KEPT = 1_000;

  HostFaultException of(Told told) {
    String text = told.text();
    String kind = "%s on %s".formatted(names.kind(), place);
    return switch (String.valueOf(told.fault())) {
      case "fenced" ->
          fault(
              FailureType.FENCED,
              "%s has obeyed a newer attempt, of run %s".formatted(place, text),
              "Nothing is to be done: the newer one goes on.");
      case "busy" ->
          unreachable(
              "another script of ours was at work on %s for %s s".formatted(place, text),
              "Look what hangs there.");
      case "no_flock" -> unusable(place + " has no flock", "Install util-linux on it.");
      case "machine" ->
          unusable(
              "%s: %s".formatted(place, said(text)),
              "Give the login of %s a home directory that it can write in.".formatted(place));
      case "no_server" ->
          unusable(
              "%s knows no server %s in %s; it has %s"
                  .formatted(
                      kind,
                      told.all("unknown").stream().findFirst().orElse(server),
                      names.list(),
                      text.isEmpty() ? "none" : text),
              "Look at traffic in slipway.yml, or add the server.");
      case "no_backend" ->
          unusable(
              "%s has no %s: %s".formatted(kind, names.list(), said(text)),
              "Look at traffic.haproxy.backend.");
      case "no_socket" ->
          unreachable(
              "%s has no socket %s".formatted(place, text),
              "Is HAProxy running, and is this its 'stats socket'?");
      case "socket_denied" ->
          unusable(
              "the login of %s may not use %s".formatted(place, text),
              "Add it to the socket's group, which 'stats socket' names.");
      case "not_admin" ->
          unusable(
              "%s on %s does not take changes".formatted(text, place),
              "Write 'stats socket %s level admin' in HAProxy's configuration.".formatted(text));
      case "no_answer" ->
          unreachable("%s does not answer: %s".formatted(kind, said(text)), "Is HAProxy running?");
      default -> ofMore(told, kind, text);
    };
  }

  private HostFaultException ofMore(Told told, String kind, String text) {
    return switch (String.valueOf(told.fault())) {
      case "not_taken" ->
          unusable(
              "%s did not take it: %s".formatted(kind, said(text)),
              "Look at the server there: does it follow another one?");
      case "no_include" ->
          unusable(
              "%s has no file %s".formatted(place, text),
              "Write it, a line 'server ADDRESS;' for each host, and have nginx include it.");
      case "include_denied" ->
          unusable(
              "the login of %s may not change %s".formatted(place, text),
              "Let it write in that folder.");
      case "not_reloaded" ->
          unusable(
              "%s was not reloaded: %s".formatted(kind, said(text)),
              "Nothing was changed. Look at traffic.nginx.reload, and at nginx -t.");
      case "command" ->
          unusable(
              "the command %s failed on %s: %s"
                  .formatted(text.lines().findFirst().orElse(""), place, said(afterFirst(text))),
              "Run it there by hand.");
      case "nobody" ->
          unusable(
              "nobody would be left there: %s has none of these hosts in, and other hands have taken out those that are to come"
                  .formatted(place),
              "Let one of them in there by hand.");
      case "no_number" ->
          unusable(
              "the command connections printed no number on %s: %s".formatted(place, said(text)),
              "Its last line must be a number.");
      default ->
          fault(
              FailureType.UNEXPECTED,
              "%s answered %s %s".formatted(place, told.fault(), said(text)),
              "See the worker's log.");
    };
  }

  /** For a machine that could not be logged in to. */
  HostFaultException of(HostFaultException e) {
    HostFailure failure = e.failure();
    String reason =
        "%s cannot be told: tried to %s, but %s"
            .formatted(place, failure.attempted(), failure.reason());
    return failure.type().passing()
        ? unreachable(reason, failure.remedy())
        : unusable(reason, failure.remedy());
  }

  /** For a script that did not come to its end. */
  HostFaultException of(Outcome outcome, String errors) {
    return switch (outcome) {
      case Outcome.Exited exited ->
          unusable(
              "the shell of %s ended with status %d: %s"
                  .formatted(place, exited.status(), said(errors)),
              "Log in to %s and see whether its sh works.".formatted(place));
      case Outcome.Signalled signalled ->
          unreachable(
              "something on %s ended the script with signal %s"
                  .formatted(place, signalled.signal()),
              "It is tried again.");
      case Outcome.Unknown unknown -> unreachable(unknown.why(), "It is tried again.");
      case Outcome.TimedOut late ->
          unreachable(
              "%s had not answered after %d s".formatted(place, late.limit().toSeconds()),
              "See what hangs there.");
    };
  }

  HostFaultException unreachable(String reason, String remedy) {
    return fault(FailureType.BALANCER_UNREACHABLE, reason, remedy);
  }

  HostFaultException unusable(String reason, String remedy) {
    return fault(FailureType.BALANCER_UNUSABLE, reason, remedy);
  }

  HostFaultException fault(FailureType type, String reason, String remedy) {
    return new HostFaultException(
        new HostFailure(about, type, step, attempted, reason, remedy, ""));
  }

  private static String afterFirst(String text) {
    int end = text.indexOf('\n');
    return end < 0 ? "" : text.substring(end + 1).strip();
  }

  private static String said(String text) {
    return text.isBlank() ? "it said nothing" : Excerpt.head(KEPT, text.strip());
  }
}
