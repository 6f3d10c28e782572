package io.slipway.release;

import io.slipway.contract.FailureType;
import io.slipway.contract.HostFailure;
import io.slipway.contract.HostOrder;
import io.slipway.contract.StepReport;
import io.slipway.domain.Placeholders;
import io.slipway.domain.ReadThrough;
import io.slipway.health.HttpProbe;
import io.slipway.health.Probe;
import io.slipway.health.Verification;
import io.slipway.shell.HostFaultException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Step {@code read-through}: what is served must tell that it is the order's release. */
final class ReadingThrough {
  private static final String STEP = "read-through";
  private static final int BODY = 64 * 1024;
  private static final int EXCERPT = 200;

  private final Hosts hosts;

  ReadingThrough(Hosts hosts) {
    this.hosts = hosts;
  }

  StepReport verify(ReadThrough check, HostOrder order, Attempt attempt) {
    long began = System.nanoTime();
    List<String> wanted = check.wanted(order.release(), order.revision());
    if (wanted.isEmpty()) {
      return new StepReport(
          STEP, false, Duration.ZERO, "", "the revision of this release is not known");
    }
    Optional<Verification.Failed> failed =
        Verification.until(
            check.within(), check.times(), attempt.pulse(), probe(check, wanted, order, attempt));
    if (failed.isPresent()) {
      throw new HostFaultException(failure(check, wanted, order, failed.get()));
    }
    return new StepReport(STEP, false, Duration.ofNanos(System.nanoTime() - began), "");
  }

  private Probe probe(ReadThrough check, List<String> wanted, HostOrder order, Attempt attempt) {
    Function<String, Optional<String>> judge =
        answer ->
            wanted.stream().anyMatch(answer::contains)
                ? Optional.empty()
                : Optional.of(excerpt(answer));
    return switch (check) {
      case ReadThrough.Page page ->
          new HttpProbe(Verifying.CLIENT, url(page, order), 200, BODY, judge);
      case ReadThrough.Printed printed ->
          new CommandProbe(hosts, order, attempt, fill(printed.run(), order), judge);
    };
  }

  private static String url(ReadThrough.Page page, HostOrder order) {
    return Placeholders.fillUrl(page.url(), order.host(), order.target().stage());
  }

  private static String fill(String template, HostOrder order) {
    return Placeholders.fill(template, order.host(), order.target().stage());
  }

  private static String excerpt(String answer) {
    String line = answer.strip().replaceAll("\\s+", " ");
    if (line.isEmpty()) {
      return "an empty answer";
    }
    return "'%s'".formatted(line.length() > EXCERPT ? line.substring(0, EXCERPT) + "..." : line);
  }

  private static HostFailure failure(
      ReadThrough check, List<String> wanted, HostOrder order, Verification.Failed failed) {
    String asked =
        switch (check) {
          case ReadThrough.Page page -> "GET " + url(page, order);
          case ReadThrough.Printed printed -> "'%s'".formatted(fill(printed.run(), order));
        };
    return new HostFailure(
        order.host().name(),
        FailureType.VERIFY_FAILED,
        STEP,
        "see release %s in what is served".formatted(order.release()),
        "%s should tell %s, and after %d tries in %d s there was still %s"
            .formatted(
                asked,
                String.join(" or ", wanted),
                failed.tries(),
                failed.took().toSeconds(),
                failed.came()),
        "Look for what keeps the old one, such as an opcode cache, a proxy or a network disk, or"
            + " give it more time with verify.read_through.within.",
        "");
  }
}
