package io.slipway.contract;

import io.slipway.domain.Queueing;
import io.slipway.domain.Target;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A request that a stage has, and keeps until its turn has come; exactly one of the requests is
 * set.
 *
 * @param number counts the requests that have waited; 0 for one that has not
 * @param since when it came
 * @param superseded numbers of those that were ended for it
 */
public record Ticket(
    long number,
    @Nullable DeployRequest deploy,
    @Nullable RollbackRequest rollback,
    Instant since,
    List<Long> superseded) {

  public Ticket {
    superseded = superseded == null ? List.of() : List.copyOf(superseded);
  }

  public static Ticket of(DeployRequest request, Instant now) {
    return new Ticket(0, request, null, now, List.of());
  }

  public static Ticket of(RollbackRequest request, Instant now) {
    return new Ticket(0, null, request, now, List.of());
  }

  /** The same in a line. */
  public Ticket waiting(long itsNumber, List<Long> ended) {
    return new Ticket(itsNumber, deploy, rollback, since, ended);
  }

  public RunKind kind() {
    return deploy == null ? RunKind.ROLLBACK : RunKind.DEPLOY;
  }

  public Target target() {
    return deploy == null ? back().target() : deploy.target();
  }

  /** A ref for a deploy, a release id or empty for a rollback. */
  public String ref() {
    return deploy == null ? (back().to() == null ? "" : back().to().value()) : deploy.ref();
  }

  public Initiator initiator() {
    return deploy == null ? back().initiator() : deploy.initiator();
  }

  public @Nullable String reason() {
    return deploy == null ? back().reason() : deploy.reason();
  }

  public Trigger trigger() {
    return deploy == null ? back().trigger() : deploy.trigger();
  }

  public Queueing queueing() {
    return deploy == null ? back().queueing() : deploy.queueing();
  }

  /** When it is given up. */
  public Instant until() {
    return since.plus(queueing().queueFor());
  }

  private RollbackRequest back() {
    return Objects.requireNonNull(rollback);
  }

  /**
   * What is told of it.
   *
   * @param position 1 for the next
   */
  public Place place(int position) {
    return new Place(
        number,
        position,
        kind(),
        ref(),
        initiator(),
        reason(),
        target().hosts().size(),
        trigger(),
        since,
        until(),
        superseded,
        null);
  }
}
