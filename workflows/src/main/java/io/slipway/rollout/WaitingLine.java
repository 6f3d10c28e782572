package io.slipway.rollout;

import io.slipway.contract.RunKind;
import io.slipway.contract.Ticket;
import io.slipway.domain.WhenBusy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The order in which requests wait for a stage: rollbacks before deploys, and each of these as they
 * came, or as somebody has moved them among their like. A value: what changes it makes another.
 */
public final class WaitingLine {
  /** Most requests that wait. */
  public static final int MOST = 20;

  /** Most hosts that all of them name together: as many as a stage carries with ease. */
  public static final int MOST_HOSTS = 12_000;

  private final List<Ticket> tickets;

  private WaitingLine(List<Ticket> tickets) {
    this.tickets = List.copyOf(tickets);
  }

  /**
   * @param tickets in the order of a line, the next one first
   */
  public static WaitingLine of(List<Ticket> tickets) {
    return new WaitingLine(tickets);
  }

  /** All that wait, the next one first. */
  public List<Ticket> tickets() {
    return tickets;
  }

  public boolean isEmpty() {
    return tickets.isEmpty();
  }

  public Optional<Ticket> find(long number) {
    return tickets.stream().filter(t -> t.number() == number).findFirst();
  }

  /** Where one stands: 1 for the next, 0 for one that does not wait. */
  public int position(long number) {
    return tickets.stream().map(Ticket::number).toList().indexOf(number) + 1;
  }

  /** When the first of them is given up. */
  public Optional<Instant> deadline() {
    return tickets.stream().map(Ticket::until).min(Comparator.naturalOrder());
  }

  /** Those whose time is up. */
  public List<Ticket> overdue(Instant now) {
    return tickets.stream().filter(t -> !t.until().isAfter(now)).toList();
  }

  /** Those that a newcomer ends: of its kind and trigger, if it asks for that. */
  public List<Ticket> supersededBy(Ticket newcomer) {
    return newcomer.queueing().whenBusy() == WhenBusy.SUPERSEDE
        ? tickets.stream()
            .filter(t -> t.kind() == newcomer.kind() && t.trigger() == newcomer.trigger())
            .toList()
        : List.of();
  }

  /** Why a newcomer cannot wait as well, in a sentence; empty when it can. */
  public Optional<String> full(Ticket newcomer) {
    int hosts = tickets.stream().mapToInt(t -> t.target().hosts().size()).sum();
    if (tickets.size() >= MOST) {
      return Optional.of("%d requests wait already, and more never do.".formatted(MOST));
    }
    return hosts + newcomer.target().hosts().size() > MOST_HOSTS
        ? Optional.of(
            "%d hosts are waited for already, and no more than %d ever are."
                .formatted(hosts, MOST_HOSTS))
        : Optional.empty();
  }

  /** With a newcomer behind all whose turn comes before its own. */
  public WaitingLine with(Ticket newcomer) {
    List<Ticket> more = new ArrayList<>(tickets);
    more.add(last(newcomer) - 1, newcomer);
    return new WaitingLine(more);
  }

  /** Without one; the others stay in order. */
  public WaitingLine without(Ticket gone) {
    return new WaitingLine(tickets.stream().filter(t -> t.number() != gone.number()).toList());
  }

  /** Why one cannot have that place, in a sentence; empty when it can. */
  public Optional<String> unfit(Ticket moved, int position) {
    WaitingLine others = without(moved);
    int first = others.first(moved);
    int last = others.last(moved);
    return position >= first && position <= last
        ? Optional.empty()
        : Optional.of(
            "%d cannot have place %d: rollbacks go before deploys, so that its places are %d to %d."
                .formatted(moved.number(), position, first, last));
  }

  /**
   * With one at another place, and the others in order.
   *
   * @param position one that is not {@link #unfit}
   */
  public WaitingLine moved(Ticket moved, int position) {
    List<Ticket> others = new ArrayList<>(without(moved).tickets);
    others.add(position - 1, moved);
    return new WaitingLine(others);
  }

  /** The first place that one could have that is not in the line. */
  private int first(Ticket other) {
    return (int) tickets.stream().filter(t -> rank(t) < rank(other)).count() + 1;
  }

  private int last(Ticket other) {
    return (int) tickets.stream().filter(t -> rank(t) <= rank(other)).count() + 1;
  }

  private static int rank(Ticket ticket) {
    return ticket.kind() == RunKind.ROLLBACK ? 0 : 1;
  }
}
