package io.slipway.starter.output;

import io.slipway.contract.Difference;
import io.slipway.domain.ApplicationName;
import io.slipway.domain.HostName;
import io.slipway.domain.ReleaseId;
import io.slipway.domain.StageName;
import io.slipway.rollout.Names;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a repair is about to do.
 *
 * @param release what all should serve
 * @param switched hosts on which it is made live and restarted
 * @param cleaned hosts on which only what runs have left is removed
 * @param left differences that somebody has to see to
 */
public record Repair(
    ApplicationName application,
    StageName stage,
    @Nullable ReleaseId release,
    List<HostName> switched,
    List<HostName> cleaned,
    List<Difference> left)
    implements Message {
  public Repair {
    switched = List.copyOf(switched);
    cleaned = List.copyOf(cleaned);
    left = List.copyOf(left);
  }

  @Override
  public String type() {
    return "repair";
  }

  @Override
  public void write(Page page) {
    if (!switched.isEmpty()) {
      page.line("Make %s live, and restart: %s".formatted(release, Names.of(switched)));
    }
    if (!cleaned.isEmpty()) {
      page.line("Remove what runs have left, and restart nothing: " + Names.of(cleaned));
    }
    for (Difference each : left) {
      page.line(
          Printable.of(
              page.paint()
                  .yellow("%s: %s. %s".formatted(each.host(), each.found(), remedy(each)))));
    }
    if (switched.isEmpty() && cleaned.isEmpty()) {
      page.line("Nothing of it can be repaired from here.");
    }
  }

  private static String remedy(Difference each) {
    return switch (each.kind()) {
      case UNREACHABLE -> "See why it does not answer: slipway check.";
      case NOT_A_LINK -> "Move current away; then repair again.";
      case FOREIGN_CHANGE, REVISION_MISMATCH, DANGLING, WRONG_RELEASE, NOT_SERVING, QUARANTINED ->
          "Deploy its revision again, which makes a new release.";
      case LINKED_FILE_MISSING -> "Put it there; Slipway does not know what is in it.";
      case LINKED_FILE_DIFFERS -> "See which one is right, and make them the same.";
      case DISK_LOW -> "Free some space.";
      case STRAY, HALF_MADE, STILL_RUNNING -> "It goes with the repair of the rest.";
    };
  }
}
