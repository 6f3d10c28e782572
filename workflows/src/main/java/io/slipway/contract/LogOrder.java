package io.slipway.contract;

import io.slipway.domain.HostName;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Asks for what commands have said in a run.
 *
 * @param hosts of which it is asked; empty for all
 * @param step such as {@code build}; null for all
 * @param proof the same order, signed, which then goes before; null for one that is not signed
 */
public record LogOrder(
    RunKey run,
    List<HostName> hosts,
    @Nullable String step,
    Initiator initiator,
    @Nullable SignedRequest proof) {
  public static final int MOST_HOSTS = 1_000;

  public LogOrder {
    hosts = hosts == null ? List.of() : List.copyOf(hosts);
  }

  /** One that is not signed. */
  public LogOrder(RunKey run, List<HostName> hosts, @Nullable String step, Initiator initiator) {
    this(run, hosts, step, initiator, null);
  }

  /** The same, asked for by this one, and without what has proven it. */
  public LogOrder by(Initiator other) {
    return new LogOrder(run, hosts, step, other);
  }

  /** The same, with the statement that it is made in. */
  public LogOrder with(SignedRequest signed) {
    return new LogOrder(run, hosts, step, initiator, signed);
  }
}
