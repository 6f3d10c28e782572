package io.slipway.starter.output;

import io.slipway.contract.Initiator;
import io.slipway.contract.RunKey;
import io.slipway.contract.RunTicket;
import io.slipway.domain.HostName;
import io.slipway.rollout.Names;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A stage has taken up a deploy or a rollback.
 *
 * @param run id of its workflow
 * @param ref what was asked for; empty for a rollback to the release before
 * @param temporal where it runs
 * @param detached whether nobody watches it from here
 * @param watch the command that follows it
 * @param abort the command that stops it
 */
public record Accepted(
    String run,
    RunKey key,
    String ref,
    Initiator initiator,
    @Nullable String reason,
    List<HostName> hosts,
    Instant at,
    String temporal,
    boolean detached,
    String watch,
    String abort)
    implements Message {

  public static Accepted of(
      RunTicket ticket,
      String ref,
      Initiator initiator,
      @Nullable String reason,
      List<HostName> hosts,
      String temporal,
      boolean detached) {
    return new Accepted(
        ticket.workflowId(),
        ticket.key(),
        ref,
        initiator,
        reason,
        List.copyOf(hosts),
        ticket.admittedAt(),
        temporal,
        detached,
        "slipway watch " + ticket.key().stage(),
        "slipway abort " + ticket.key().stage());
  }

  @Override
  public String type() {
    return "accepted";
  }

  @Override
  public void write(Page page) {
    // To a watcher, the run itself tells what it is and who asked for it.
    if (!detached) {
      page.line(
          page.paint()
              .faint(
                  "%s on Temporal at %s; Ctrl-C stops watching, not the run"
                      .formatted(run, temporal)));
      return;
    }
    page.line(
        "%s on %s of %s has begun on %s: %s"
            .formatted(
                RunWords.what(key.kind(), ref),
                key.stage(),
                key.application(),
                RunWords.hosts(hosts.size()),
                Names.of(hosts)));
    page.line("It is %s on Temporal at %s.".formatted(run, temporal));
    page.line("Watch it: %s. Stop it: %s.".formatted(watch, abort));
  }
}
