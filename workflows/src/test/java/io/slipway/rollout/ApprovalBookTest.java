package io.slipway.rollout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.slipway.contract.Initiator;
import io.slipway.domain.Approvals;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

final class ApprovalBookTest {
  private static final Instant ASKED = Instant.parse("2026-12-01T09:00:00Z");
  private static final Initiator ANA = new Initiator("ana", "laptop");
  private static final List<String> PEOPLE = List.of("ana", "ben", "cleo", "dan", "eve");
  private static final List<String> GROUPS = List.of("ops", "dba", "qa");

  @Test
  void one_of_the_group_who_has_not_asked_for_it_is_enough() {
    ApprovalBook book = book(wanting(1, 0, "ops"));

    assertEquals(
        "1 more approval of ops, not of ana@laptop",
        assertInstanceOf(Consent.Wanted.class, book.consent(ASKED)).missing());
    assertEquals(
        new Consent.Given(), book.with(yes("ben", 1, "ops")).consent(ASKED.plusSeconds(1)));
  }

  @Test
  void refuses_who_has_asked_for_it_who_is_outside_and_who_has_voted() {
    ApprovalBook book = book(wanting(2, 0, "ops")).with(yes("ben", 1, "ops"));

    assertEquals(
        Optional.of("ana@laptop has asked for this deploy, so that somebody else must judge it."),
        book.refusal(yes("ana", 2, "ops")));
    assertEquals(
        Optional.of("eve@laptop is none of those whose approval is wanted: ops."),
        book.refusal(yes("eve", 2, "dba")));
    assertEquals(
        Optional.of("ben@laptop has approved of this plan already, and counts once."),
        book.refusal(yes("ben", 2, "ops")));
    assertEquals(
        Optional.of("It is too late: the approval was wanted until 2026-12-02T09:00:00Z."),
        book.refusal(yes("cleo", 24 * 3600, "ops")));
    assertEquals(Optional.empty(), book.refusal(yes("cleo", 2, "ops")));
  }

  @Test
  void who_has_approved_may_still_reject() {
    ApprovalBook book = book(wanting(2, 0, "ops")).with(yes("ben", 1, "ops"));
    Ballot no = ballot("ben", List.of("ops"), false, 2);

    assertEquals(Optional.empty(), book.refusal(no));
    assertInstanceOf(Consent.Rejected.class, book.with(no).consent(at(3)));
  }

  @Test
  void a_person_named_needs_no_group() {
    assertEquals(Optional.empty(), book(wanting(1, 0, "ops", "eve")).refusal(yes("eve", 1)));
  }

  @Test
  void who_is_in_two_groups_stands_for_one() {
    ApprovalBook book = book(wanting(1, 2, "ops", "dba"));

    ApprovalBook both = book.with(yes("ben", 1, "ops", "dba"));
    ApprovalBook same = both.with(yes("cleo", 2, "ops"));

    assertEquals(
        "1 more approval of ops, dba from 1 more of these groups, not of ana@laptop",
        assertInstanceOf(Consent.Wanted.class, both.consent(at(2))).missing());
    assertEquals(new Consent.Given(), same.consent(at(2)), "ben then stands for dba");
  }

  @Test
  void an_approval_counts_for_its_time_only() {
    ApprovalBook book = book(wanting(2, 0)).with(yes("ben", 0)).with(yes("cleo", 8 * 3600));

    assertEquals(
        "1 more approval, not of ana@laptop",
        assertInstanceOf(Consent.Wanted.class, book.consent(at(8 * 3600))).missing());
  }

  @Test
  void reminds_at_half_and_nine_tenths_of_the_shortest_time() {
    Approvals brief =
        new Approvals(1, List.of(), true, 0, Duration.ofHours(10), Duration.ofHours(8));
    ApprovalBook book = ApprovalBook.open("p", ANA, ASKED, List.of(wanting(1, 0), brief));

    assertEquals(at(10 * 3600), book.expires());
    assertEquals(List.of(at(5 * 3600), at(9 * 3600)), book.reminders());
    assertInstanceOf(Consent.Expired.class, book.consent(at(10 * 3600)));
  }

  @Property
  void one_demand_more_never_makes_it_easier(
      @ForAll("demands") List<Approvals> demands,
      @ForAll("demand") Approvals more,
      @ForAll("ballots") List<Ballot> ballots) {
    List<Approvals> all = new ArrayList<>(demands);
    all.add(more);
    Instant now = at(ballots.size() + 1);

    boolean few = given(demands, ballots, now);
    boolean many = given(all, ballots, now);

    assertTrue(few || !many);
  }

  @Property
  void is_given_exactly_when_enough_different_people_who_may_have_said_so(
      @ForAll("demand") Approvals demand, @ForAll("ballots") List<Ballot> ballots) {
    ApprovalBook book = voted(List.of(demand), ballots);
    List<Ballot> counted =
        book.ballots().stream().filter(b -> b.approves() && may(demand, b)).toList();
    Set<String> people = new LinkedHashSet<>();
    counted.forEach(b -> people.add(b.voter()));

    boolean expected =
        book.ballots().stream().allMatch(Ballot::approves)
            && people.size() >= demand.quorum()
            && spread(demand, counted, new LinkedHashSet<>()) >= demand.distinctGroups();

    assertEquals(
        expected, book.consent(at(ballots.size() + 1)) instanceof Consent.Given, book.toString());
    assertEquals(people.size(), counted.size(), "nobody counts twice");
  }

  @Property
  void one_rejection_ends_it(
      @ForAll("demands") List<Approvals> demands, @ForAll("ballots") List<Ballot> ballots) {
    ApprovalBook book = voted(demands, ballots);

    boolean rejected = book.consent(at(ballots.size() + 1)) instanceof Consent.Rejected;

    assertEquals(book.ballots().stream().anyMatch(b -> !b.approves()), rejected);
  }

  private static boolean may(Approvals demand, Ballot ballot) {
    return (demand.groups().isEmpty()
            || demand.groups().stream().anyMatch(ballot.groups()::contains))
        && !(demand.notInitiator() && ballot.voter().equals("ana"));
  }

  /** The most groups for which they can stand, by trying everything. */
  private static int spread(Approvals demand, List<Ballot> left, Set<String> taken) {
    if (left.isEmpty()) {
      return taken.size();
    }
    List<Ballot> rest = left.subList(1, left.size());
    int best = spread(demand, rest, taken);
    for (String group : left.getFirst().groups()) {
      if ((demand.groups().isEmpty() || demand.groups().contains(group)) && taken.add(group)) {
        best = Math.max(best, spread(demand, rest, taken));
        taken.remove(group);
      }
    }
    return best;
  }

  private static boolean given(List<Approvals> demands, List<Ballot> ballots, Instant now) {
    return voted(demands, ballots).consent(now) instanceof Consent.Given;
  }

  private static ApprovalBook voted(List<Approvals> demands, List<Ballot> ballots) {
    ApprovalBook book = ApprovalBook.open("p", ANA, ASKED, demands);
    for (Ballot ballot : ballots) {
      book = book.refusal(ballot).isEmpty() ? book.with(ballot) : book;
    }
    return book;
  }

  @Provide
  Arbitrary<Approvals> demand() {
    return Combinators.combine(
            Arbitraries.integers().between(1, 4),
            Arbitraries.of(GROUPS).list().ofMaxSize(3).uniqueElements(),
            Arbitraries.of(true, false),
            Arbitraries.integers().between(0, 3))
        .as(
            (quorum, groups, other, distinct) ->
                new Approvals(
                    quorum, groups, other, distinct, Duration.ofDays(1), Duration.ofHours(8)));
  }

  @Provide
  Arbitrary<List<Approvals>> demands() {
    return demand().list().ofMinSize(1).ofMaxSize(3);
  }

  @Provide
  Arbitrary<List<Ballot>> ballots() {
    return Combinators.combine(
            Arbitraries.of(PEOPLE),
            Arbitraries.of(GROUPS).list().ofMaxSize(3).uniqueElements(),
            Arbitraries.integers().between(0, 9))
        .as((who, groups, no) -> ballot(who, groups, no > 0, 1))
        .list()
        .ofMaxSize(6);
  }

  private static ApprovalBook book(Approvals demand) {
    return ApprovalBook.open("p", ANA, ASKED, List.of(demand));
  }

  private static Approvals wanting(int quorum, int distinct, String... groups) {
    return new Approvals(
        quorum, List.of(groups), true, distinct, Duration.ofDays(1), Duration.ofHours(8));
  }

  private static Ballot yes(String who, long after, String... groups) {
    return ballot(who, List.of(groups), true, after);
  }

  private static Ballot ballot(String who, List<String> groups, boolean approves, long after) {
    return new Ballot(new Initiator(who, "laptop"), groups, approves, null, at(after));
  }

  private static Instant at(long seconds) {
    return ASKED.plusSeconds(seconds);
  }
}
