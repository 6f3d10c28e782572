package io.slipway.release;

import io.slipway.contract.FailureType;
import io.slipway.contract.HostFailure;
import io.slipway.contract.HostOrder;
import io.slipway.contract.StepReport;
import io.slipway.domain.HealthCheck;
import io.slipway.domain.Placeholders;
import io.slipway.health.HttpProbe;
import io.slipway.health.Probe;
import io.slipway.health.TcpProbe;
import io.slipway.health.Verification;
import io.slipway.shell.HostFaultException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Optional;

/** Step {@code verify}: the host must be well within the time that its check gives it. */
final class Verifying {
  private static final String STEP = "verify";
  static final HttpClient CLIENT = HttpProbe.client();
  private static final Duration A_LOOK = Duration.ofSeconds(5);

  private final Hosts hosts;

  Verifying(Hosts hosts) {
    this.hosts = hosts;
  }

  StepReport verify(HealthCheck check, HostOrder order, Attempt attempt) {
    return verify(check, check.within(), STEP, order, attempt);
  }

  /** Step {@code serves}: it has been well for long, or is not. */
  StepReport serves(HealthCheck check, HostOrder order, Attempt attempt) {
    return verify(check, A_LOOK, "serves", order, attempt);
  }

  private StepReport verify(
      HealthCheck check, Duration within, String step, HostOrder order, Attempt attempt) {
    long began = System.nanoTime();
    String expected = expected(check, order);
    Optional<Verification.Failed> failed =
        Verification.until(within, attempt.pulse(), probe(check, order, attempt));
    if (failed.isPresent()) {
      boolean direct = !(check instanceof HealthCheck.Command);
      throw new HostFaultException(failure(order, expected, failed.get(), remedy(order, direct)));
    }
    return new StepReport(step, false, Duration.ofNanos(System.nanoTime() - began), "");
  }

  /** Why what is live is not well; a command is left to the script that looks at the host. */
  Optional<String> refutes(HealthCheck check, HostOrder order, Attempt attempt) {
    return check instanceof HealthCheck.Command
        ? Optional.empty()
        : Verification.until(A_LOOK, attempt.pulse(), probe(check, order, attempt))
            .map(f -> "waited for %s, but got %s".formatted(expected(check, order), f.came()));
  }

  private Probe probe(HealthCheck check, HostOrder order, Attempt attempt) {
    return switch (check) {
      case HealthCheck.Http http -> new HttpProbe(CLIENT, url(http, order), http.expect());
      case HealthCheck.Tcp tcp -> new TcpProbe(fill("{address}", order), tcp.port());
      case HealthCheck.Command command ->
          new CommandProbe(
              hosts, order, attempt, fill(command.run(), order), output -> Optional.empty());
    };
  }

  private static String expected(HealthCheck check, HostOrder order) {
    return switch (check) {
      case HealthCheck.Http http ->
          "%s to answer with status %d".formatted(url(http, order), http.expect());
      case HealthCheck.Tcp tcp ->
          "%s to take connections on port %d".formatted(fill("{address}", order), tcp.port());
      case HealthCheck.Command command ->
          "'%s' to end with status 0".formatted(fill(command.run(), order));
    };
  }

  private static String url(HealthCheck.Http http, HostOrder order) {
    return Placeholders.fillUrl(http.url(), order.host(), order.target().stage());
  }

  private static String fill(String template, HostOrder order) {
    return Placeholders.fill(template, order.host(), order.target().stage());
  }

  private static String remedy(HostOrder order, boolean direct) {
    return direct && !order.target().ssh().jumps().isEmpty()
        ? "The worker asked by itself, not through the bastion: where it has no other way to"
            + " hosts, use health.command."
        : "See the application's log on %s, or give it more time with health.within."
            .formatted(order.host().name());
  }

  private static HostFailure failure(
      HostOrder order, String expected, Verification.Failed failed, String remedy) {
    return new HostFailure(
        order.host().name(),
        FailureType.VERIFY_FAILED,
        STEP,
        STEP,
        "waited for %s, and after %d tries in %d s there was still %s"
            .formatted(expected, failed.tries(), failed.took().toSeconds(), failed.came()),
        remedy,
        "");
  }
}
