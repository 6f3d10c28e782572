package io.slipway.starter.output;

import io.slipway.contract.Difference;
import io.slipway.domain.ApplicationName;
import io.slipway.domain.HostName;
import io.slipway.domain.ReleaseId;
import io.slipway.domain.Revision;
import io.slipway.domain.StageName;
import io.slipway.rollout.Names;
import io.slipway.rollout.RepairPlan;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a repair is about to do.
 *
 * @param release what all should serve
 * @param revision its commit, as far as known
 * @param switched hosts on which it is made live and restarted
 * @param cleaned hosts on which only what runs have left is removed
 * @param deployed hosts that lack it, and get it
 * @param renewed hosts that get a new release of the same commit, since one was changed by others
 * @param left differences that somebody has to see to
 */
public record Repair(
    ApplicationName application,
    StageName stage,
    @Nullable ReleaseId release,
    @Nullable Revision revision,
    List<HostName> switched,
    List<HostName> cleaned,
    List<HostName> deployed,
    List<HostName> renewed,
    List<Difference> left)
    implements Message {

  public Repair(
      ApplicationName application,
      StageName stage,
      @Nullable ReleaseId release,
      @Nullable Revision revision,
      RepairPlan plan) {
    this(
        application,
        stage,
        release,
        revision,
        plan.switched(),
        plan.cleaned(),
        plan.deployed(),
        plan.renewed(),
        plan.left());
  }

  @Override
  public String type() {
    return "repair";
  }

  @Override
  public void write(Page page) {
    if (!renewed.isEmpty()) {
      page.line(
          "Deploy a new release of %s, since files of one were changed: %s"
              .formatted(RunWords.revision(revision), Names.of(renewed)));
    }
    if (!deployed.isEmpty()) {
      page.line("Deploy release %s, which is missing: %s".formatted(release, Names.of(deployed)));
    }
    if (!switched.isEmpty()) {
      page.line("Make %s live, and restart: %s".formatted(release, Names.of(switched)));
    }
    if (!cleaned.isEmpty()) {
      page.line("Remove what runs have left, and restart nothing: " + Names.of(cleaned));
    }
    for (Difference each : left) {
      page.line(
          page.paint().yellow("%s: %s. %s".formatted(each.host(), each.found(), remedy(each))));
    }
    if (Stream.of(switched, cleaned, deployed, renewed).allMatch(List::isEmpty)) {
      page.line("Nothing of it can be repaired from here.");
    }
  }

  private static String remedy(Difference each) {
    return switch (each.kind()) {
      case UNREACHABLE -> "See why it does not answer: slipway check.";
      case NOT_A_LINK -> "Move current away; then repair again.";
      case FOREIGN_CHANGE, REVISION_MISMATCH, DANGLING, WRONG_RELEASE, NOT_SERVING, QUARANTINED ->
          "Look at all hosts of the stage at once to repair it, or deploy its revision again.";
      case LINKED_FILE_MISSING -> "Put it there; Slipway does not know what is in it.";
      case LINKED_FILE_DIFFERS -> "See which one is right, and make them the same.";
      case DISK_LOW -> "Free some space.";
      case STRAY, HALF_MADE, STILL_RUNNING -> "It goes with the repair of the rest.";
    };
  }
}
