package io.slipway.rollout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.slipway.contract.DeployRequest;
import io.slipway.contract.Initiator;
import io.slipway.contract.RollbackRequest;
import io.slipway.contract.RunKind;
import io.slipway.contract.Ticket;
import io.slipway.contract.Trigger;
import io.slipway.domain.Host;
import io.slipway.domain.HostName;
import io.slipway.domain.Queueing;
import io.slipway.domain.Target;
import io.slipway.domain.WhenBusy;
import io.slipway.workflow.Fixtures;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** Nothing overtakes, and nothing is lost. */
final class WaitingLineTest {
  private static final Instant NOW = Instant.parse("2026-11-30T09:00:00Z");
  private static final Initiator ANA = new Initiator("ana", "laptop");

  /** Something that happens to a line. */
  sealed interface Act {
    record Come(boolean rollback, Trigger trigger, WhenBusy whenBusy) implements Act {}

    record Cancel(int nth) implements Act {}

    record Move(int nth, int position) implements Act {}

    record Call() implements Act {}
  }

  @Provide
  Arbitrary<List<Act>> acts() {
    Arbitrary<Act> come =
        Combinators.combine(
                Arbitraries.of(true, false),
                Arbitraries.of(Trigger.class),
                Arbitraries.of(WhenBusy.QUEUE, WhenBusy.QUEUE, WhenBusy.SUPERSEDE))
            .as(Act.Come::new);
    Arbitrary<Act> cancel = Arbitraries.integers().between(0, 19).map(Act.Cancel::new);
    Arbitrary<Act> move =
        Combinators.combine(
                Arbitraries.integers().between(0, 19), Arbitraries.integers().between(-1, 22))
            .as(Act.Move::new);
    return Arbitraries.oneOf(come, come, come, cancel, move, Arbitraries.just(new Act.Call()))
        .list()
        .ofMaxSize(60);
  }

  @Property(tries = 2000)
  void nothing_overtakes_and_nothing_is_lost(@ForAll("acts") List<Act> acts) {
    WaitingLine line = WaitingLine.of(List.of());
    TreeSet<Long> here = new TreeSet<>();
    long last = 0;
    for (Act act : acts) {
      List<Long> before = numbers(line);
      switch (act) {
        case Act.Come come -> {
          Ticket newcomer =
              ticket(++last, come.rollback(), come.trigger(), come.whenBusy(), Duration.ofHours(1));
          for (Ticket ended : line.supersededBy(newcomer)) {
            line = line.without(ended);
            here.remove(ended.number());
          }
          if (line.full(newcomer).isEmpty()) {
            line = line.with(newcomer);
            here.add(newcomer.number());
            ordered(line, newcomer);
          }
        }
        case Act.Cancel cancel -> {
          if (cancel.nth() < line.tickets().size()) {
            Ticket gone = line.tickets().get(cancel.nth());
            line = line.without(gone);
            here.remove(gone.number());
          }
        }
        case Act.Move move -> {
          if (move.nth() < line.tickets().size()) {
            Ticket moved = line.tickets().get(move.nth());
            if (line.unfit(moved, move.position()).isEmpty()) {
              line = line.moved(moved, move.position());
              assertEquals(move.position(), line.position(moved.number()));
              before.remove(moved.number());
              assertEquals(before, numbers(line.without(moved)), "others keep their order");
            }
          }
        }
        case Act.Call call -> {
          if (!line.isEmpty()) {
            Ticket next = line.tickets().getFirst();
            line = line.without(next);
            here.remove(next.number());
          }
        }
      }
      if (!(act instanceof Act.Move)) {
        before.retainAll(numbers(line));
        List<Long> stayed = numbers(line);
        stayed.retainAll(before);
        assertEquals(before, stayed, "those that stay keep their order");
      }
      assertEquals(here, new TreeSet<>(numbers(line)));
      assertEquals(here.size(), line.tickets().size(), "nobody stands twice");
      assertTrue(line.tickets().size() <= WaitingLine.MOST);
      rollbacksFirst(line);
    }
  }

  /** Behind all that came before it and have its rank, ahead of those of a lower one. */
  private static void ordered(WaitingLine line, Ticket newcomer) {
    int place = line.position(newcomer.number());
    for (Ticket other : line.tickets()) {
      if (other.number() != newcomer.number() && other.kind() == newcomer.kind()) {
        assertTrue(line.position(other.number()) < place);
      }
    }
  }

  private static void rollbacksFirst(WaitingLine line) {
    List<RunKind> kinds = line.tickets().stream().map(Ticket::kind).toList();
    assertTrue(
        kinds.lastIndexOf(RunKind.ROLLBACK) < kinds.indexOf(RunKind.DEPLOY)
            || !kinds.contains(RunKind.DEPLOY)
            || !kinds.contains(RunKind.ROLLBACK),
        kinds.toString());
  }

  @Test
  void the_newest_ends_those_of_its_kind_and_trigger_alone() {
    WaitingLine line =
        WaitingLine.of(
            List.of(
                ticket(1, true, Trigger.CI, WhenBusy.QUEUE, Duration.ofHours(1)),
                ticket(2, false, Trigger.CI, WhenBusy.QUEUE, Duration.ofHours(1)),
                ticket(3, false, Trigger.MANUAL, WhenBusy.SUPERSEDE, Duration.ofHours(1)),
                ticket(4, false, Trigger.CI, WhenBusy.SUPERSEDE, Duration.ofHours(1))));

    assertEquals(List.of(2L, 4L), ended(line, WhenBusy.SUPERSEDE));
    assertEquals(List.of(), ended(line, WhenBusy.QUEUE));
  }

  private static List<Long> ended(WaitingLine line, WhenBusy whenBusy) {
    return line.supersededBy(ticket(5, false, Trigger.CI, whenBusy, Duration.ofHours(1))).stream()
        .map(Ticket::number)
        .toList();
  }

  @Test
  void a_deploy_cannot_be_moved_ahead_of_rollbacks_and_the_reason_has_the_numbers() {
    WaitingLine line =
        WaitingLine.of(
            List.of(
                ticket(1, true, Trigger.MANUAL, WhenBusy.QUEUE, Duration.ofHours(1)),
                ticket(2, false, Trigger.MANUAL, WhenBusy.QUEUE, Duration.ofHours(1)),
                ticket(3, false, Trigger.MANUAL, WhenBusy.QUEUE, Duration.ofHours(1))));

    assertEquals(
        "3 cannot have place 1: rollbacks go before deploys, so that its places are 2 to 3.",
        line.unfit(line.tickets().get(2), 1).orElseThrow());
    assertTrue(line.unfit(line.tickets().getFirst(), 2).isPresent());
    assertTrue(line.unfit(line.tickets().get(2), 4).isPresent());
    assertEquals(List.of(1L, 3L, 2L), numbers(line.moved(line.tickets().get(2), 2)));
  }

  @Test
  void is_full_with_twenty_requests_or_too_many_hosts() {
    List<Ticket> twenty =
        IntStream.rangeClosed(1, 20)
            .mapToObj(n -> ticket(n, false, Trigger.CI, WhenBusy.QUEUE, Duration.ofHours(1)))
            .toList();
    Ticket one = ticket(21, false, Trigger.CI, WhenBusy.QUEUE, Duration.ofHours(1));

    assertEquals(
        "20 requests wait already, and more never do.",
        WaitingLine.of(twenty).full(one).orElseThrow());
    assertTrue(WaitingLine.of(twenty.subList(1, 20)).full(one).isEmpty());
    assertEquals(
        "11999 hosts are waited for already, and no more than 12000 ever are.",
        WaitingLine.of(List.of(hosts(1, 11_999))).full(hosts(2, 2)).orElseThrow());
    assertTrue(WaitingLine.of(List.of(hosts(1, 11_999))).full(hosts(2, 1)).isEmpty());
  }

  @Test
  void those_whose_time_is_up_are_known_to_the_instant() {
    WaitingLine line =
        WaitingLine.of(
            List.of(
                ticket(1, false, Trigger.CI, WhenBusy.QUEUE, Duration.ofHours(2)),
                ticket(2, false, Trigger.CI, WhenBusy.QUEUE, Duration.ofHours(1))));
    Instant first = NOW.plus(Duration.ofHours(1));

    assertEquals(first, line.deadline().orElseThrow());
    assertEquals(List.of(), line.overdue(first.minusMillis(1)));
    assertEquals(List.of(2L), line.overdue(first).stream().map(Ticket::number).toList());
  }

  private static List<Long> numbers(WaitingLine line) {
    return new ArrayList<>(line.tickets().stream().map(Ticket::number).toList());
  }

  private static Ticket hosts(long number, int hosts) {
    return new Ticket(
        number, new DeployRequest(target(hosts), "v1", ANA, null), null, NOW, List.of());
  }

  private static Ticket ticket(
      long number, boolean rollback, Trigger trigger, WhenBusy whenBusy, Duration queueFor) {
    Queueing queueing = new Queueing(whenBusy, queueFor);
    Target target = target(1);
    return rollback
        ? new Ticket(
            number,
            null,
            new RollbackRequest(target, null, ANA, null, false, queueing, trigger),
            NOW,
            List.of())
        : new Ticket(
            number,
            new DeployRequest(target, "v1", ANA, null, null, queueing, trigger),
            null,
            NOW,
            List.of());
  }

  private static Target target(int hosts) {
    return Fixtures.target(1)
        .withHosts(
            IntStream.rangeClosed(1, hosts)
                .mapToObj(n -> new Host(HostName.of("web" + n), null, null, null, List.of(), false))
                .toList());
  }
}
