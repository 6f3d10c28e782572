package io.slipway.rollout;

import io.slipway.contract.Initiator;
import io.slipway.domain.Approvals;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Who has said what to a plan, and what comes of it. Another plan has a book of its own.
 *
 * @param plan the hash of the plan, to which all ballots are bound
 * @param demands each must be satisfied by itself, so that one more never makes it easier; never
 *     empty
 */
public record ApprovalBook(
    String plan,
    Initiator initiator,
    Instant asked,
    List<Approvals> demands,
    List<Ballot> ballots) {
  /** People are reminded after so many hundredths of the time that they have. */
  private static final List<Integer> REMINDERS = List.of(50, 90);

  public ApprovalBook {
    demands = List.copyOf(demands);
    ballots = List.copyOf(ballots);
  }

  public static ApprovalBook open(
      String plan, Initiator initiator, Instant asked, List<Approvals> demands) {
    return new ApprovalBook(plan, initiator, asked, demands, List.of());
  }

  /** From when on it is too late: the shortest time of any demand. */
  public Instant expires() {
    return asked.plus(time());
  }

  /** When people are to be reminded, in order. */
  public List<Instant> reminders() {
    return REMINDERS.stream().map(p -> asked.plus(time().multipliedBy(p).dividedBy(100))).toList();
  }

  private Duration time() {
    return demands.stream()
        .map(Approvals::expires)
        .min(Comparator.naturalOrder())
        .orElseThrow(() -> new IllegalStateException("nothing is demanded"));
  }

  /** Why a ballot does not count, whole sentences; empty when it does. */
  public Optional<String> refusal(Ballot ballot) {
    if (!ballot.at().isBefore(expires())) {
      return Optional.of("It is too late: the approval was wanted until %s.".formatted(expires()));
    }
    // Who has approved may still find a reason against it.
    boolean again = ballots.stream().anyMatch(b -> b.voter().equals(ballot.voter()));
    if (ballot.approves() && again) {
      return Optional.of(
          "%s has approved of this plan already, and counts once.".formatted(ballot.by()));
    }
    if (demands.stream().anyMatch(d -> entitled(d, ballot))) {
      return Optional.empty();
    }
    return Optional.of(
        demands.stream().anyMatch(d -> member(d, ballot))
            ? "%s has asked for this deploy, so that somebody else must judge it."
                .formatted(ballot.by())
            : "%s is none of those whose approval is wanted: %s.".formatted(ballot.by(), whose()));
  }

  private String whose() {
    return demands.stream()
        .flatMap(d -> d.groups().stream())
        .distinct()
        .collect(Collectors.joining(", "));
  }

  /** The same with one ballot more, which is not refused. */
  public ApprovalBook with(Ballot ballot) {
    return new ApprovalBook(
        plan,
        initiator,
        asked,
        demands,
        Stream.concat(ballots.stream(), Stream.of(ballot)).toList());
  }

  public Consent consent(Instant now) {
    Optional<Ballot> rejection = ballots.stream().filter(b -> !b.approves()).findFirst();
    if (rejection.isPresent()) {
      return new Consent.Rejected(rejection.get());
    }
    List<Approvals> open = demands.stream().filter(d -> !satisfied(d, now)).toList();
    if (open.isEmpty()) {
      return new Consent.Given();
    }
    String missing = open.stream().map(d -> missing(d, now)).collect(Collectors.joining("; "));
    return now.isBefore(expires()) ? new Consent.Wanted(missing) : new Consent.Expired(missing);
  }

  private boolean satisfied(Approvals demand, Instant now) {
    List<Ballot> counted = counted(demand, now);
    return counted.size() >= demand.quorum() && groups(demand, counted) >= demand.distinctGroups();
  }

  private List<Ballot> counted(Approvals demand, Instant now) {
    return ballots.stream()
        .filter(b -> b.approves() && entitled(demand, b))
        .filter(b -> now.isBefore(b.at().plus(demand.validFor())))
        .toList();
  }

  private boolean entitled(Approvals demand, Ballot ballot) {
    boolean own = ballot.voter().equals(initiator.user());
    return member(demand, ballot) && !(own && demand.notInitiator());
  }

  private static boolean member(Approvals demand, Ballot ballot) {
    return demand.groups().isEmpty() || !standsFor(demand, ballot).isEmpty();
  }

  /** What a ballot may stand for: one of these. */
  private static List<String> standsFor(Approvals demand, Ballot ballot) {
    return demand.groups().isEmpty()
        ? ballot.groups()
        : demand.groups().stream()
            .filter(g -> ballot.groups().contains(g) || ballot.voter().equals(g))
            .toList();
  }

  /** The most groups for which the ballots can stand, each for one. */
  private static int groups(Approvals demand, List<Ballot> ballots) {
    List<String> taken = new ArrayList<>();
    List<Ballot> by = new ArrayList<>();
    for (Ballot ballot : ballots) {
      boolean unused = place(demand, ballot, taken, by, new ArrayList<>());
    }
    return taken.size();
  }

  /** Finds a group for a ballot, moving others if need be: the classic augmenting path. */
  private static boolean place(
      Approvals demand, Ballot ballot, List<String> taken, List<Ballot> by, List<String> tried) {
    for (String group : standsFor(demand, ballot)) {
      if (tried.contains(group)) {
        continue;
      }
      tried.add(group);
      int at = taken.indexOf(group);
      if (at < 0) {
        taken.add(group);
        by.add(ballot);
        return true;
      }
      if (place(demand, by.get(at), taken, by, tried)) {
        by.set(at, ballot);
        return true;
      }
    }
    return false;
  }

  private String missing(Approvals demand, Instant now) {
    List<Ballot> counted = counted(demand, now);
    int people = Math.max(0, demand.quorum() - counted.size());
    int groups = Math.max(0, demand.distinctGroups() - groups(demand, counted));
    int more = Math.max(people, groups);
    StringBuilder text =
        new StringBuilder("%d more approval%s".formatted(more, more == 1 ? "" : "s"));
    if (!demand.groups().isEmpty()) {
      text.append(" of ").append(String.join(", ", demand.groups()));
    }
    if (groups > 0) {
      text.append(" from %d more of these groups".formatted(groups));
    }
    if (demand.notInitiator()) {
      text.append(", not of ").append(initiator);
    }
    return text.toString();
  }
}
