package io.slipway.workflow;

import io.slipway.contract.ApproveRequest;
import io.slipway.contract.EventType;
import io.slipway.contract.Initiator;
import io.slipway.contract.PauseKind;
import io.slipway.contract.PauseNote;
import io.slipway.contract.PlanHash;
import io.slipway.contract.RejectRequest;
import io.slipway.domain.Approvals;
import io.slipway.domain.Host;
import io.slipway.rollout.ApprovalBook;
import io.slipway.rollout.Ballot;
import io.slipway.rollout.Consent;
import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Waits until the people whose approval a deploy needs have said whether it may begin. */
final class Approval {
  /** Since 2026-11-30. Deploys that began before need none. */
  private static final String CHANGE = "approvals";

  private final FleetRun run;
  private @Nullable ApprovalBook book;
  private @Nullable PauseNote note;
  private int changes;

  Approval(FleetRun run) {
    this.run = run;
  }

  /** Set while approvals are waited for. */
  @Nullable PauseNote note() {
    return note;
  }

  /** Whether the deploy may begin. Its revision is known by now, and no host has been changed. */
  boolean given() {
    if (!run.demands.once()
        && Workflow.getVersion(CHANGE, Workflow.DEFAULT_VERSION, 1) == Workflow.DEFAULT_VERSION) {
      return true;
    }
    List<Approvals> demands = demands();
    if (run.stopping() || demands.isEmpty()) {
      return !run.stopping();
    }
    try {
      ask(demands);
      await();
    } finally {
      book = null;
      note = null;
    }
    run.changed();
    // Days may have passed since they were looked at.
    return !run.stopping() && run.windows.mayStillBegin() && run.secretsStand();
  }

  /** What the stage's file wants, and what the worker's policy wants whatever the file says. */
  private List<Approvals> demands() {
    List<Approvals> demands = new ArrayList<>();
    if (run.target().approvals() != null) {
      demands.add(run.target().approvals());
    }
    try {
      demands.addAll(run.demands.recent().approvals());
    } catch (ActivityFailure e) {
      run.stop(
          "Could not find out whose approval the policy wants: %s.".formatted(Failures.reason(e)));
    }
    return demands;
  }

  private void ask(List<Approvals> demands) {
    List<Host> hosts = run.forward.in();
    if (hosts.isEmpty()) {
      run.stop("No host is left.");
      return;
    }
    // The very commit, and not the name that it was asked for by.
    String commit = Objects.requireNonNull(run.revision()).value();
    // Kept, since a newer version of ours that goes on with the run may name the same plan anew.
    String plan =
        Workflow.sideEffect(String.class, () -> PlanHash.of(run.target().withHosts(hosts), commit));
    ApprovalBook asked =
        ApprovalBook.open(plan, run.mission.initiator(), WorkflowTime.now(), demands);
    book = asked;
    show(asked);
    String why = Objects.requireNonNull(note).why();
    run.events.run(EventType.APPROVAL_WANTED, why);
    run.chronicle.paused(why);
  }

  private void show(ApprovalBook of) {
    Instant until = of.expires();
    note =
        new PauseNote(
            "%s (%s) on %s waits for approval: %s. Plan %s. %s"
                .formatted(
                    Clip.sentence(run.mission.ref()),
                    Objects.requireNonNull(run.revision()).abbreviated(),
                    Words.hosts(run.forward.in().size()),
                    missing(of),
                    of.plan(),
                    remedy(of)),
            of.asked(),
            until,
            PauseKind.APPROVAL,
            null,
            of.plan());
    run.changed();
  }

  private String remedy(ApprovalBook of) {
    return "Until %s: slipway approve %2$s, or slipway reject %2$s --reason WHY."
        .formatted(of.expires().truncatedTo(ChronoUnit.SECONDS), run.target().stage());
  }

  private static String missing(ApprovalBook book) {
    return switch (book.consent(WorkflowTime.now())) {
      case Consent.Given given -> "nothing more";
      case Consent.Wanted wanted -> wanted.missing();
      case Consent.Expired expired -> expired.missing();
      case Consent.Rejected rejected -> "nothing more";
    };
  }

  private void await() {
    while (!run.stopping()) {
      ApprovalBook now = Objects.requireNonNull(book);
      switch (now.consent(WorkflowTime.now())) {
        case Consent.Given given -> {
          return;
        }
        case Consent.Rejected rejected -> {
          run.reject(
              "Rejected by %s".formatted(Words.by(rejected.by().by(), rejected.by().reason())));
        }
        case Consent.Expired expired -> {
          String why = "Not approved in time. What was missing: %s.".formatted(expired.missing());
          run.events.run(EventType.REJECTED, why);
          run.chronicle.expired("approve", why);
          run.reject(why);
        }
        case Consent.Wanted wanted -> awaitVotes(now, wanted);
      }
    }
  }

  private void awaitVotes(ApprovalBook now, Consent.Wanted wanted) {
    Instant at = WorkflowTime.now();
    Instant next = now.reminders().stream().filter(at::isBefore).findFirst().orElse(now.expires());
    int seen = changes;
    boolean heard =
        Workflow.await(Duration.between(at, next), () -> changes != seen || run.stopping());
    if (!heard && next.isBefore(now.expires())) {
      run.events.run(
          EventType.APPROVAL_WANTED, "Reminder: %s. %s".formatted(wanted.missing(), remedy(now)));
    }
  }

  void approve(ApproveRequest request, List<String> groups) {
    vote(ballot(request.initiator(), groups, true, request.reason()), "approve", request.plan());
  }

  void reject(RejectRequest request, List<String> groups) {
    if (request.reason() == null || request.reason().isBlank()) {
      throw PausePoint.refusal("Say why it is rejected: --reason.");
    }
    vote(ballot(request.initiator(), groups, false, request.reason()), "reject", request.plan());
  }

  private static Ballot ballot(
      Initiator by, List<String> groups, boolean approves, @Nullable String reason) {
    return new Ballot(by, groups, approves, reason, WorkflowTime.now());
  }

  private void vote(Ballot ballot, String verb, @Nullable String plan) {
    ApprovalBook open = book;
    if (open == null) {
      throw PausePoint.refusal(
          "The run does not wait for approval, so there is nothing to %s.".formatted(verb));
    }
    String refusal =
        plan == null || plan.equals(open.plan())
            ? open.refusal(ballot).orElse(null)
            : "The plan is another one: %s was meant, and %s waits. Look at it anew: slipway status %s."
                .formatted(Clip.sentence(plan), open.plan(), run.target().stage());
    if (refusal != null) {
      run.chronicle.refused(ballot.by(), verb, ballot.reason(), refusal);
      throw Door.forbidden(refusal);
    }
    ApprovalBook voted = open.with(ballot);
    book = voted;
    changes++;
    run.chronicle.decided(ballot.by(), verb, ballot.reason(), "Plan %s.".formatted(open.plan()));
    note = null;
    if (!ballot.approves()) {
      run.events.run(EventType.REJECTED, "by " + Words.by(ballot.by(), ballot.reason()));
      return;
    }
    String missing = missing(voted);
    run.events.run(
        EventType.APPROVED,
        "by %s Still wanted: %s.".formatted(Words.by(ballot.by(), ballot.reason()), missing));
    if (!(voted.consent(ballot.at()) instanceof Consent.Given)) {
      show(voted);
    }
  }

  /** Hosts were taken out: what was approved of is another plan, and those left are asked anew. */
  void planChanged() {
    ApprovalBook open = book;
    if (open != null) {
      ask(open.demands());
      changes++;
    }
  }
}
